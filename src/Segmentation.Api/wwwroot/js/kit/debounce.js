/** A function that runs `act` once it was not called for `ms`, unless the page has been left by then. */
export function debounce(act, ms, signal) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => signal.aborted || act(), ms);
  };
}
