// The workbench: who gets which lots, asked of the server this page came from. Only in a served page.

import { byId, element, fill } from './dom.js';
import { areaText, number, say, word } from './words.js';
import { readable } from './payload.js';
import { indexed } from './plan.js';
import { findingBlock } from './panels.js';

const marks = { feasible: '✓', conditional: '△', infeasible: '✕', unknown: '○' };

const name = (text) => element('bdi', {}, text);

/**
 * What the server says, or an Error with its words in both languages. `keys` are ids as they are
 * written, which may hold what no page should show.
 */
async function ask(path, body) {
  let response;
  try {
    response = await fetch(path, {
      method: body ? 'POST' : 'GET',
      headers: body ? { 'Content-Type': 'application/json' } : {},
      body: body && JSON.stringify(body),
      cache: 'no-store',
    });
  } catch {
    throw Object.assign(new Error('offline'), { said: word('offline') });
  }
  const text = await response.text();
  const answer = JSON.parse(readable(text));
  if (!response.ok) {
    throw Object.assign(new Error(answer.error.en), { said: [answer.error.ko, answer.error.en] });
  }
  JSON.parse(text).firms.forEach(({ id, lots }, i) => (answer.firms[i].keys = { id, lots }));
  return answer;
}

/**
 * Starts the workbench beside a plan, on the viewer's map. `changed` is called when lots have other
 * holders.
 */
export async function startBench(plan, { view, changed, selectFirm }) {
  const firmOf = new Map(plan.firms.map((firm) => [firm.key, firm]));
  const lotOf = new Map(plan.lots.map((lot) => [lot.key, lot]));
  const bench = { state: undefined, message: '', at: undefined };
  let asking = Promise.resolve();

  /** The firms of an answer into the plan, and who holds each lot. */
  function take(answer) {
    bench.state = answer;
    for (const now of answer.firms) {
      const firm = firmOf.get(now.keys.id);
      firm.lots = now.keys.lots.map((id) => lotOf.get(id).index);
      firm.area = now.area;
      firm.phase = now.phase;
      firm.score = now.score;
      firm.bench = now;
    }
    plan.lots.forEach((lot) => (lot.firms = []));
    for (const firm of plan.firms) {
      firm.lots.forEach((i) => plan.lots[i].firms.push(firm));
    }
    for (const lot of plan.lots) {
      lot.words = indexed(lot.id, lot.pnu, lot.jibun, ...lot.firms.map((f) => f.words));
    }
    view.showHeld(plan.firms);
    show();
    changed();
  }

  const tell = (text) => {
    bench.message = text;
    fill('bench-message', name(say(text)));
  };

  /** One question after the other: answers come in the order of the words. True when followed. */
  function send(path, body = {}) {
    asking = asking.then(async () => {
      try {
        take(await ask(path, body));
        tell(bench.state.note);
        if (bench.state.busy) {
          watch();
        }
        return true;
      } catch (error) {
        tell(error.said ?? error.message);
        return false;
      }
    });
    return asking;
  }

  /** Looks again until the optimiser is done. */
  async function watch() {
    tell(word('optimising'));
    try {
      let answer = await ask('state');
      while (answer.busy) {
        await new Promise((done) => setTimeout(done, 300));
        answer = await ask('state');
      }
      take(answer);
      tell(answer.note);
    } catch (error) {
      tell(error.said ?? error.message);
    }
  }

  const assign = (firm, lots) =>
    send('assign', { firm: firm.key, lots: lots.map((lot) => lot.key) });

  const held = (firm) => firm.lots.map((i) => plan.lots[i]);

  /** A click on a lot gives it to the firm at hand, or takes it back. */
  const toggle = (firm, lot) =>
    assign(
      firm,
      firm.lots.includes(lot.index)
        ? held(firm).filter((other) => other !== lot)
        : [...held(firm), lot],
    );

  function takeInHand(firm) {
    bench.at = bench.at === firm ? undefined : firm;
    show();
    if (bench.at) {
      selectFirm(firm);
    }
  }

  function row(firm) {
    const now = firm.bench;
    const button = element(
      'button',
      {
        type: 'button',
        class: `firm ${now.verdict ?? ''}`,
        draggable: 'true',
        'data-firm': firm.id,
        'aria-pressed': String(bench.at === firm),
        onclick: () => takeInHand(firm),
        ondragstart: (event) => {
          event.dataTransfer.setData('text/plain', firm.id);
          event.dataTransfer.effectAllowed = 'move';
          bench.dragged = firm;
        },
      },
      element('b', {}, now.verdict ? `${marks[now.verdict]} ` : '– ', firm.id),
      ' ',
      name(firm.name),
      element(
        'small',
        {},
        now.verdict ? `${word(now.verdict)} · ${word('lotCount', { n: now.lots.length })}` : word('notPlaced'),
      ),
    );
    const lock = element(
      'button',
      {
        type: 'button',
        class: 'lock',
        'data-lock': firm.id,
        disabled: !now.lots.length,
        'aria-pressed': String(now.locked),
        'aria-label': `${word('lock')} ${firm.id}`,
        title: word('lock'),
        onclick: () => send('lock', { firm: firm.key, locked: !now.locked }),
      },
      now.locked ? word('locked') : word('free'),
    );
    return element('li', {}, button, lock);
  }

  function sums() {
    const { totals, sums: findings } = bench.state;
    const worse = findings.filter((f) => f.result !== 'PASS');
    const uses = findings.filter((f) => f.result === 'PASS' && f.rule === 'SI-07');
    const block = (finding) => findingBlock({ rules: { [finding.rule]: finding } }, finding, 'h4');
    return [
      element(
        'p',
        { id: 'bench-totals' },
        word('totals', {
          placed: totals.placed,
          firms: totals.firms,
          area: areaText(totals.area),
          jobs: number(totals.jobs),
        }),
      ),
      element(
        'details',
        { id: 'bench-sums', open: byId('bench-sums')?.open ?? worse.length > 0 },
        element('summary', {}, `${word('planWide')} (${worse.length})`),
        ...worse.map(block),
        element('ul', {}, ...uses.map((f) => element('li', {}, element('small', {}, name(f.subject), ' – ', name(say(f.message)))))),
      ),
    ];
  }

  function show() {
    if (!bench.state) {
      return;
    }
    const { state } = bench;
    const focused = document.activeElement;
    const key = focused?.dataset?.firm ? ['firm', focused.dataset.firm] : ['lock', focused?.dataset?.lock];
    byId('undo').disabled = !state.undo || state.busy;
    byId('redo').disabled = !state.redo || state.busy;
    byId('optimise').disabled = state.busy;
    byId('save').disabled = state.busy;
    fill('save', word(state.saved ? 'save' : 'saveChanges'));
    byId('save').title = state.path;
    fill('bench-hint', bench.at ? word('atHand', { firm: bench.at.id }) : word('benchHint'));
    fill('bench-firms', ...plan.firms.map(row));
    fill('bench-plan', ...sums());
    if (key[1]) {
      document.querySelector(`[data-${key[0]}="${CSS.escape(key[1])}"]`)?.focus();
    }
  }

  /** Below the facts of a firm: verdict and every rule it breaks. */
  function verdict(firm) {
    const now = firm.bench;
    if (!now?.verdict) {
      return [element('p', { class: 'verdict' }, word('notPlaced'))];
    }
    return [
      element('p', { class: `verdict ${now.verdict}` }, `${marks[now.verdict]} ${word(now.verdict)}`),
      ...now.findings.map((finding) =>
        findingBlock({ rules: { [finding.rule]: finding } }, finding, 'h4'),
      ),
      element(
        'button',
        { type: 'button', id: 'take-back', disabled: now.locked, onclick: () => assign(firm, []) },
        word('takeBack'),
      ),
    ];
  }

  /** In the panel of a lot: the same as a click on the map, by key. */
  const offer = (lot) =>
    bench.at
      ? [
          element(
            'button',
            { type: 'button', id: 'give', onclick: () => toggle(bench.at, lot) },
            word(bench.at.lots.includes(lot.index) ? 'giveBack' : 'give', { firm: bench.at.id }),
          ),
        ]
      : [];

  function listen() {
    const map = byId('map');
    for (const path of ['undo', 'redo', 'optimise', 'save']) {
      byId(path).addEventListener('click', () =>
        send(path).then(
          (done) => done && path === 'save' && tell(word('savedTo', { path: bench.state.path })),
        ),
      );
    }
    const lotUnder = (event) => view.lotAt(view.map.getEventCoordinate(event));
    map.addEventListener('dragover', (event) => {
      if (bench.dragged) {
        event.preventDefault();
        view.hover(lotUnder(event));
      }
    });
    map.addEventListener('drop', (event) => {
      const firm = bench.dragged;
      const lot = lotUnder(event);
      event.preventDefault();
      bench.dragged = undefined;
      if (firm && lot) {
        bench.at = firm;
        assign(firm, event.shiftKey ? [...held(firm), lot] : [lot]).then(() => selectFirm(firm));
      }
    });
    document.addEventListener('dragend', () => (bench.dragged = undefined));
    document.addEventListener('keydown', (event) => {
      const key = event.key.toLowerCase();
      const typing = event.target.matches?.('input[type="search"]');
      if ((event.ctrlKey || event.metaKey) && !typing && (key === 'z' || key === 'y')) {
        event.preventDefault();
        send(key === 'y' || event.shiftKey ? 'redo' : 'undo');
      }
    });
    window.addEventListener('beforeunload', (event) => {
      if (!bench.state.saved) {
        event.preventDefault();
      }
    });
  }

  document.body.classList.add('live');
  byId('bench').hidden = false;
  listen();
  take(await ask('state'));
  if (bench.state.busy) {
    watch();
  }
  return {
    show: () => {
      show();
      tell(bench.message);
    },
    verdict,
    offer,
    atHand: () => bench.at,
    click: (lot) => bench.at && lot && toggle(bench.at, lot),
    clear: () => {
      bench.at = undefined;
      show();
    },
  };
}
