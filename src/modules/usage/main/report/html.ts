import type { ReportTable, ReportView } from './view.ts';
import { chartOf } from './chart.ts';

const CHART = { width: 720, height: 150 };

/** A report as one page that needs nothing beside it: to read, and to print. */
export function htmlOf(view: ReportView): string {
  const { language, title, clientName, period, note, tiles, chart, quota, tables, footer } = view;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escaped(`${title} · ${clientName} · ${period}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<p class="kind">${escaped(title)}</p>
<h1>${escaped(clientName)}</h1>
<p class="period">${escaped(period)}${note === null ? '' : ` <span>${escaped(note)}</span>`}</p>
</header>
<dl class="tiles">
${tiles
  .map(
    ({ label, value, notes }) =>
      `<div><dt>${escaped(label)}</dt><dd><strong>${escaped(value)}</strong>${notes.map(line => `<small>${escaped(line)}</small>`).join('')}</dd></div>`,
  )
  .join('\n')}
</dl>
<section>
<h2>${escaped(chart.title)}</h2>
<p class="says">${escaped(chart.says)}</p>
${chart.days.length === 0 ? '' : drawn(view)}
</section>
<section>
<h2>${escaped(quota.title)}</h2>
${
  quota.shares.length === 0
    ? `<p class="says">${escaped(quota.empty)}</p>`
    : quota.shares
        .map(
          ({ label, says, share, isReached }) =>
            `<div class="share"><span>${escaped(label)}</span><span>${escaped(says)}</span><i class="${isReached ? 'full' : ''}"><b style="width:${(share * 100).toFixed(1)}%"></b></i></div>`,
        )
        .join('\n')
}
</section>
${tables.map(tableOf).join('\n')}
<footer>${escaped(footer)}</footer>
</main>
</body>
</html>
`;
}

function drawn({ chart }: ReportView): string {
  const { bars, lines, labels } = chartOf(chart.days, CHART);
  return `<svg viewBox="0 0 ${CHART.width} ${CHART.height}" role="img" aria-label="${escaped(`${chart.title}. ${chart.says}`)}">
${lines.map(({ y, from, until, value }) => `<line x1="${from}" x2="${until}" y1="${y}" y2="${y}"/><text x="${from - 6}" y="${y + 3}" text-anchor="end">${value}</text>`).join('')}
${bars.map(({ x, y, width, height }) => `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="1.5"/>`).join('')}
${labels.map(({ x, y, text }) => `<text x="${x}" y="${y}" text-anchor="middle">${text}</text>`).join('')}
</svg>`;
}

function tableOf({ title, columns, rows, empty }: ReportTable): string {
  const head = columns
    .map(
      ({ label, isNumber }) => `<th scope="col"${isNumber ? ' class="number"' : ''}>${escaped(label)}</th>`,
    )
    .join('');
  const body = rows
    .map(
      cells =>
        `<tr>${cells.map((cell, index) => `<td${columns[index]?.isNumber === true ? ' class="number"' : ''}>${escaped(cell)}</td>`).join('')}</tr>`,
    )
    .join('\n');
  return `<section>
<h2>${escaped(title)}</h2>
${rows.length === 0 ? `<p class="says">${escaped(empty)}</p>` : `<table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table>`}
</section>`;
}

const STYLE = `
body{margin:0;background:#f7f4ee;color:#211d18;font:15px/1.5 Inter,"Segoe UI",Helvetica,Arial,sans-serif}
main{max-width:760px;margin:0 auto;padding:40px 24px;background:#fff;box-sizing:border-box}
header{border-bottom:3px solid #bf4a16;padding-bottom:16px;margin-bottom:24px}
h1{font-size:26px;line-height:1.2;margin:2px 0;overflow-wrap:anywhere}
h2{font-size:17px;margin:0 0 6px}
.kind{margin:0;color:#bf4a16;font-weight:600}
.period{margin:0;font-size:17px}.period span{color:#71695f;font-size:14px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(148px,1fr));gap:12px;margin:0 0 28px}
.tiles div{border:1px solid #e8e3db;border-radius:10px;padding:12px 14px;break-inside:avoid}
dt{color:#71695f;font-size:13px}dd{margin:0}dd strong{display:block;font-size:24px;line-height:1.25}
small{display:block;color:#71695f;font-size:12px;line-height:1.35}
section{margin:0 0 26px;break-inside:avoid-page}
.says{margin:0 0 8px;color:#71695f}
svg{width:100%;height:auto;display:block}svg rect{fill:#bf4a16}svg line{stroke:#e8e3db}svg text{fill:#71695f;font-size:9px}
.share{display:grid;grid-template-columns:1fr auto;gap:4px 12px;margin:0 0 10px}
.share i{grid-column:1/-1;height:8px;border-radius:4px;background:#f0ebe2;overflow:hidden}
.share b{display:block;height:100%;background:#2a6f4b}.share .full b{background:#b3261e}
table{width:100%;border-collapse:collapse}
th{text-align:left;color:#71695f;font-size:12px;font-weight:600;border-bottom:1px solid #cfc7bb;padding:4px 8px 4px 0}
td{border-bottom:1px solid #eee9e1;padding:6px 8px 6px 0;vertical-align:top;overflow-wrap:anywhere}
.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums;padding-right:0;padding-left:12px}
footer{color:#71695f;font-size:12px;border-top:1px solid #e8e3db;padding-top:12px}
@media print{body{background:#fff}main{padding:0;max-width:none}}
`;

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
