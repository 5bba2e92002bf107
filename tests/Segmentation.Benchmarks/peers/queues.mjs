// One cycle of jobs that do nothing: put all in, then take and finish each, one at a time, by so many at once.
// node queues.mjs pg-boss|graphile-worker CONNECTION JOBS AT_ONCE; the last line is JSON with the seconds of
// both halves.
import { performance } from 'node:perf_hooks';

const [, , which, connectionString, jobsText, atOnceText] = process.argv;
const [jobs, atOnce] = [Number(jobsText), Number(atOnceText)];

async function together(work) {
  const begun = performance.now();
  await Promise.all(Array.from({ length: atOnce }, (_, n) => work(n)));
  return (performance.now() - begun) / 1000;
}

const share = (n) => Math.floor(jobs / atOnce) + (n < jobs % atOnce ? 1 : 0);

async function pgBoss() {
  const { default: PgBoss } = await import('pg-boss');
  const boss = new PgBoss({ connectionString, max: atOnce, supervise: false, schedule: false });
  boss.on('error', (error) => { throw error; });
  await boss.start();
  await boss.createQueue('noop');
  await boss.complete('noop', await boss.send('noop', {}).then(async (id) => { await boss.fetch('noop'); return id; }));
  const enqueue = await together(async (n) => { for (let i = 0; i < share(n); i++) await boss.send('noop', { i }); });
  let finished = 0;
  const finish = await together(async () => {
    for (let found; (found = await boss.fetch('noop')).length > 0; finished++) await boss.complete('noop', found[0].id);
  });
  await boss.stop({ graceful: false });
  return { enqueue, finish, finished };
}

async function graphileWorker() {
  const { makeWorkerUtils, runOnce, Logger } = await import('graphile-worker');
  const logger = new Logger(() => () => {});
  const utils = await makeWorkerUtils({ connectionString, maxPoolSize: atOnce, logger });
  await utils.migrate();
  const enqueue = await together(async (n) => {
    for (let i = 0; i < share(n); i++) await utils.addJob('noop', { i });
  });
  let finished = 0;
  const begun = performance.now();
  const taskList = { noop: async () => { finished++; } };
  await runOnce({ connectionString, concurrency: atOnce, maxPoolSize: atOnce + 1, logger, taskList });
  const finish = (performance.now() - begun) / 1000;
  await utils.release();
  return { enqueue, finish, finished };
}

const result = await (which === 'pg-boss' ? pgBoss() : graphileWorker());
if (result.finished !== jobs) throw new Error(`${result.finished} of ${jobs} jobs were finished.`);
console.log(JSON.stringify(result));
process.exit(0);
