// The history of the benchmark: a line a run in docs/performance-history.csv, drawn as docs/pictures/performance.svg.

/** @typedef {import('./goals.mjs').Goal} Goal */
/** @typedef {{ day: string; commit: string; people: string; values: Record<string, number> }} Run */

const FIXED = ['day', 'commit', 'people'];
const WIDTH = 720;
const ROW = 64;
const CHART = { left: 330, right: 640, height: 40 };

/**
 * Adds a run to the history. A goal that is measured for the first time gets a column; one that is measured no longer
 * keeps its own.
 *
 * @param {string} csv the history so far; empty before the first run
 * @param {Omit<Run, 'values'> & { goals: Goal[] }} run
 */
export function addRun(csv, { day, commit, people, goals }) {
  const runs = readRuns(csv);
  runs.push({ day, commit, people, values: Object.fromEntries(goals.map(({ what, is }) => [what, is])) });
  const names = [...new Set(runs.flatMap(({ values }) => Object.keys(values)))];
  const line = (/** @type {Run} */ { values, ...run }) => [
    ...[run.day, run.commit, run.people].map(quoted),
    ...names.map((name) => (name in values ? String(Number(values[name]?.toFixed(3))) : '')),
  ];
  return `${[[...FIXED, ...names].map(quoted), ...runs.map(line)].map((cells) => cells.join(',')).join('\n')}\n`;
}

/**
 * @param {string} csv
 * @returns {Run[]}
 */
export function readRuns(csv) {
  const [head = [], ...rows] = csv
    .split('\n')
    .filter((line) => line !== '')
    .map(readCells);
  const names = head.slice(FIXED.length);
  return rows.map(([day = '', commit = '', people = '', ...cells]) => ({
    day,
    commit,
    people,
    values: Object.fromEntries(names.flatMap((name, index) => (cells[index] ? [[name, Number(cells[index])]] : []))),
  }));
}

/**
 * Draws a row a goal: its value at every run, and as a dashed line what must be. Colours follow the reader's theme.
 *
 * @param {string} csv
 * @param {Goal[]} goals
 */
export function drawHistory(csv, goals) {
  const runs = readRuns(csv);
  const height = goals.length * ROW + 24;
  const rows = goals.map((goal, index) => drawGoal(goal, runs, index * ROW + 24));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title">
<title id="title">Every goal of the benchmark, run by run; dashed: what it must be</title>
<style>
text { font: 13px system-ui, sans-serif; fill: #1f2937 }
.is { fill: none; stroke: #2563eb; stroke-width: 2 }
.now { fill: #2563eb }
.must { stroke: #b45309; stroke-dasharray: 4 4 }
@media (prefers-color-scheme: dark) { text { fill: #e5e7eb } .is { stroke: #60a5fa } .now { fill: #60a5fa } .must { stroke: #fbbf24 } }
</style>
${rows.join('\n')}
</svg>
`;
}

/**
 * @param {Goal} goal
 * @param {Run[]} runs
 * @param {number} top
 */
function drawGoal({ what, must, isAtLeast }, runs, top) {
  const points = runs.flatMap(({ values }, index) => (what in values ? [{ index, value: values[what] ?? 0 }] : []));
  const most = Math.max(must, ...points.map(({ value }) => value)) * 1.1;
  const x = (/** @type {number} */ index) =>
    CHART.left + (runs.length < 2 ? 0 : (index / (runs.length - 1)) * (CHART.right - CHART.left));
  const y = (/** @type {number} */ value) => top + CHART.height * (1 - value / most);
  const last = points.at(-1);
  const place = (/** @type {{ index: number; value: number }} */ { index, value }) =>
    `${x(index).toFixed(1)},${y(value).toFixed(1)}`;
  return [
    `<text x="0" y="${top + 24}">${escaped(what.length > 48 ? `${what.slice(0, 47)}…` : what)}<title>${escaped(what)}</title></text>`,
    `<line class="must" x1="${CHART.left}" x2="${CHART.right}" y1="${y(must).toFixed(1)}" y2="${y(must).toFixed(1)}"/>`,
    `<polyline class="is" points="${points.map(place).join(' ')}"/>`,
    ...(last
      ? [
          `<circle class="now" cx="${x(last.index).toFixed(1)}" cy="${y(last.value).toFixed(1)}" r="3"/>`,
          `<text x="${CHART.right + 12}" y="${(y(last.value) + 4).toFixed(1)}">${last.value.toFixed(2)} (${isAtLeast ? '≥' : '≤'} ${must})</text>`,
        ]
      : []),
  ].join('\n');
}

const escaped = (/** @type {string} */ text) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const quoted = (/** @type {string} */ text) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** @param {string} line */
function readCells(line) {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, inQuotes, bare = '']) =>
    inQuotes === undefined ? bare : inQuotes.replaceAll('""', '"'),
  );
}
