// How long a move of the slider of How many takes, from the input to the frame that shows it:
//   node tests/Segmentation.Benchmarks/page/what-if.mjs ADDRESS JOB PLAYWRIGHT [CHROMIUM]
// PLAYWRIGHT is the folder of its package, such as ~/.nuget/packages/microsoft.playwright/VERSION/.playwright/package.
import { pathToFileURL } from "node:url";

const [address, job, playwright, executablePath = "/usr/bin/chromium"] = process.argv.slice(2);
const { chromium } = await import(pathToFileURL(`${playwright}/index.mjs`));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ baseURL: address });

const { sweep } = await (await page.request.get(`/api/v1/jobs/${job}/k-sweep`)).json();
const ks = sweep.candidates.map((each) => each.k);

await open();
await report("one step, whose neighbours are there already", ks, true);
await open();
const jumps = ks.flatMap((k, i) => (i % 2 ? [ks.at(-1 - (i >> 1))] : [ks[i >> 1]])); // from end to end, to the middle
await report("jumps, each of which asks the service", jumps, false);
await browser.close();

async function open() {
  await page.goto(`/runs/${job}/k`);
  await page.locator(".map-slot canvas").waitFor();
}

async function report(title, path, pause) {
  const times = [];
  for (const k of path) {
    if (pause) await there(k);
    times.push(await move(k));
  }
  const sorted = times.filter((time) => time !== null).sort((a, b) => a - b);
  const at = (share) => `${Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))])} ms`;
  console.log(`${title}: median ${at(0.5)}, 95 % ${at(0.95)}, longest ${at(1)} of ${sorted.length}`);
}

// Null: the slider is there already.
function move(to) {
  return page.evaluate((k) => {
    const slider = document.getElementById("what-if-k");
    if (Number(slider.value) === k) return null;
    return new Promise((done) => {
      const begin = performance.now();
      const frame = () => requestAnimationFrame(() => done(performance.now() - begin));
      const changed = new MutationObserver(() => {
        changed.disconnect();
        requestAnimationFrame(frame); // the first paints, the second begins when it has
      });
      changed.observe(document.querySelector(".what-if-words"), { childList: true });
      slider.value = k;
      slider.dispatchEvent(new Event("input"));
    });
  }, to);
}

// Waits for the answer that the last step asked for; the first step is no step to a neighbour.
async function there(k) {
  if (k === ks[0] || k === sweep.chosen) return;
  const asked = (path) => performance.getEntriesByType("resource").some((each) => each.name.endsWith(path));
  await page.waitForFunction(asked, `/k-sweep/${k}`);
}
