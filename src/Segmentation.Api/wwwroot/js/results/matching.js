/**
 * Pairs rows and columns of a table of counts, so that the sum over the pairs is as large as it can be. Gives the
 * column of each row, or −1 where there are more rows than columns.
 * Source: H. W. Kuhn, Naval Research Logistics Quarterly 2 (1955), doi:10.1002/nav.3800020109; shortest paths as in
 * R. Jonker, A. Volgenant, Computing 38 (1987), doi:10.1007/BF02278710.
 */
export function bestPairs(counts) {
  const [rows, columns] = [counts.length, counts[0]?.length ?? 0];
  if (rows <= columns) return assign(counts);
  const rowOf = assign(Array.from({ length: columns }, (_, c) => counts.map((row) => row[c])));
  const pairs = new Array(rows).fill(-1);
  rowOf.forEach((row, column) => (pairs[row] = column));
  return pairs;
}

// With at most as many rows as columns. A row and a column are worth what one more unit of them would bring.
function assign(counts) {
  const columns = counts[0]?.length ?? 0;
  const [worthOfRow, worthOfColumn] = [counts.map((row) => Math.max(...row)), new Array(columns).fill(0)];
  const state = { counts, worthOfRow, worthOfColumn, rowOf: new Array(columns).fill(-1) };
  counts.forEach((_, row) => place(state, row));
  const pairs = new Array(counts.length);
  state.rowOf.forEach((row, column) => row >= 0 && (pairs[row] = column));
  return pairs;
}

// The cheapest way to give one more row a column: others may have to change theirs.
function place({ counts, worthOfRow, worthOfColumn, rowOf }, added) {
  const loss = new Array(rowOf.length).fill(Infinity);
  const [before, seen] = [new Array(rowOf.length).fill(-1), new Set()];
  let [row, at, total] = [added, -1, 0];
  while (row >= 0) {
    let next = -1;
    for (let c = 0; c < rowOf.length; c++) {
      if (seen.has(c)) continue;
      const here = total + worthOfRow[row] + worthOfColumn[c] - counts[row][c];
      if (here < loss[c]) [loss[c], before[c]] = [here, at];
      if (next < 0 || loss[c] < loss[next]) next = c;
    }
    [at, total] = [next, loss[next]];
    seen.add(at);
    row = rowOf[at];
  }
  worthOfRow[added] -= total;
  for (const c of seen) {
    worthOfColumn[c] += total - loss[c];
    if (rowOf[c] >= 0) worthOfRow[rowOf[c]] -= total - loss[c];
  }
  for (; before[at] >= 0; at = before[at]) rowOf[at] = rowOf[before[at]];
  rowOf[at] = added;
}
