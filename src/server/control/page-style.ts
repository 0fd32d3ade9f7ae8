/** Style of the control page; it follows the light or dark setting of the system. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --panel: #f5f6f8; --line: #d6dae0; --text: #1b2733; --quiet: #5a6673;
  --good: #1a7f37; --bad: #c2272d; --warn: #9a6700; --accent: #0b62c4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14181d; --panel: #1c2229; --line: #343c46; --text: #e6eaee; --quiet: #9aa6b2;
    --good: #57c26f; --bad: #ff7b72; --warn: #e3b341; --accent: #6cb0ff;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 14px/1.5 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; padding: .75rem 1.25rem; border-bottom: 1px solid var(--line); }
h1 { font-size: 1.1rem; margin: 0; }
h2 { font-size: .95rem; margin: 0 0 .5rem; }
h3 { font-size: .9rem; margin: 0; }
header p { margin: 0; color: var(--quiet); }
main { display: grid; gap: 1.25rem; padding: 1.25rem; grid-template-columns: minmax(0, 1fr); align-items: start; }
section { position: relative; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .9rem 1rem; min-width: 0; overflow-x: auto; }
.wide { grid-column: 1 / -1; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
#complaint { margin: 1.25rem 1.25rem 0; padding: .6rem .9rem; border-left: 4px solid var(--warn); background: var(--panel); white-space: pre-wrap; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; color: var(--quiet); white-space: nowrap; }
th, td { padding: .2rem .75rem .2rem 0; vertical-align: top; }
.routes td, #health td:nth-child(2) { overflow-wrap: anywhere; }
#health td:nth-child(2) { min-width: 8rem; }
#listeners td { white-space: nowrap; }
ol { list-style: none; margin: 0; padding: 0; max-height: 24rem; overflow-y: auto; }
button { font: inherit; color: inherit; background: none; border: 0; cursor: pointer; border-radius: 4px; }
li button { padding: .15rem .3rem; width: 100%; text-align: left; display: grid; grid-template-columns: 5.5rem 3rem 1fr 4.5rem; gap: .5rem; }
li button:hover, button[aria-current="true"] { background: color-mix(in srgb, var(--accent) 14%, transparent); }
.send { padding: .05rem .6rem; border: 1px solid var(--line); background: var(--ground); }
.send:hover { border-color: var(--accent); }
#routes td:not(:nth-child(3)) { white-space: nowrap; }
td:last-child .send { margin: .1rem 0; }
form { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .75rem; }
select, input { font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--line); border-radius: 4px; padding: .2rem .4rem; min-width: 0; }
input { font-family: ui-monospace, monospace; font-size: .85rem; flex: 1 1 12rem; }
#try-path { flex-grow: 2; }
#try-answer { max-height: 14rem; overflow: auto; }
button:focus-visible, a:focus-visible, select:focus-visible, input:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
button span { overflow-wrap: anywhere; }
code, pre, .mono { font-family: ui-monospace, monospace; font-size: .85rem; }
pre { margin: .4rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
a { color: var(--accent); }
article { border-left: 3px solid var(--line); padding: .1rem 0 .6rem .8rem; }
article.error { border-color: var(--bad); }
article.blocked { border-color: var(--warn); }
article p { margin: .15rem 0; }
.quiet { color: var(--quiet); }
.good { color: var(--good); }
.bad { color: var(--bad); }
.warn { color: var(--warn); }
details summary { cursor: pointer; color: var(--quiet); }
@media (min-width: 64rem) {
  main { grid-template-columns: repeat(2, minmax(0, 1fr)); grid-template-rows: auto auto auto 1fr; }
  .hops { grid-column: 2; grid-row: 2 / span 3; }
}
@media (max-width: 48rem) {
  main { padding: .75rem; gap: .75rem; }
  header { padding: .75rem; }
  .routes thead { position: absolute; clip-path: inset(50%); }
  .routes, #routes { display: block; }
  #routes tr { display: grid; grid-template-columns: 4rem minmax(0, 1fr) auto; gap: 0 .5rem; padding: .4rem 0; border-top: 1px solid var(--line); }
  #routes tr td { padding: 0; white-space: normal; }
  #routes td:nth-child(3), #routes td:nth-child(4) { grid-column: 1 / -1; color: var(--quiet); }
  #routes td:nth-child(5) { grid-column: 3; grid-row: 1; }
  li button { grid-template-columns: auto auto 1fr; gap: 0 .75rem; }
  li button span:nth-child(3) { grid-column: 1 / -1; grid-row: 2; }
}
`;
