// One plan in one page: reads the payload, keeps what is chosen, draws map and panels.

import { readPayload } from './payload.js';
import { preparePlan } from './plan.js';
import { createMap } from './map.js';
import { byId, element, fill } from './dom.js';
import { languageName, say, setLanguage, word } from './words.js';
import * as panels from './panels.js';
import { startBench } from './bench.js';
import { startReport } from './report.js';

/** #theme=…&lot=…&firm=…&finding=…&lang=… : what a link shares. */
const readHash = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));

async function start(payload) {
  const plan = preparePlan(payload);
  const view = createMap(plan, 'report' in document.body.dataset);
  const chosen = { theme: plan.themes[0], other: undefined, kind: '', item: undefined };
  const themeNamed = (name) => plan.themes.find((theme) => theme.name === name);
  let bench; // only in a page that `sandan serve` gives out
  let report; // only in a page that `sandan report` makes
  const share = () => byId('divider').value / 100;

  function writeHash() {
    const parts = new URLSearchParams({ theme: chosen.theme.name });
    if (chosen.kind) {
      parts.set(chosen.kind, chosen.kind === 'finding' ? chosen.item.number : chosen.item.id);
    }
    parts.set('lang', languageName());
    const hash = `#${parts}`;
    if (location.hash !== hash) {
      history.replaceState(null, '', hash);
    }
  }

  const actions = {
    selectLot: (lot) => choose('lot', lot, true),
    selectParcel: (parcel) => choose('parcel', parcel, true),
    selectFirm: (firm) => choose('firm', firm, true),
    selectFinding: (finding) => choose('finding', finding, true),
    clear: () => {
      bench?.clear();
      choose('', undefined, false);
    },
    zoom: () => choose(chosen.kind, chosen.item, true),
  };

  function shapesOf(kind, item) {
    if (kind === 'lot' || kind === 'parcel') {
      return [item.shape];
    }
    return item ? item.lots.map((i) => plan.lots[i].shape) : [];
  }

  function showDetails() {
    if (chosen.kind === 'lot') {
      panels.showLot(plan, chosen.item, actions, bench);
    } else if (chosen.kind === 'firm') {
      panels.showFirm(plan, chosen.item, actions, bench);
    } else if (chosen.kind === 'parcel') {
      panels.showParcel(chosen.item, actions);
    } else if (chosen.kind === 'finding') {
      panels.showFinding(plan, chosen.item, actions);
    } else {
      panels.showNothing();
    }
    if (chosen.kind && report) {
      panels.addBelowFacts(report.links(chosen.kind, chosen.item));
    }
  }

  function choose(kind, item, zoom) {
    Object.assign(chosen, { kind, item });
    document.body.classList.toggle('chosen', Boolean(kind));
    const shapes = shapesOf(kind, item);
    view.select(shapes, zoom);
    if (kind === 'finding' && zoom && !shapes.length && item.at) {
      view.goTo(item.at);
    }
    showDetails();
    writeHash();
  }

  function showTheme() {
    const { theme, other } = chosen;
    view.show(theme, other, share);
    byId('divider-row').hidden = !other;
    byId('line').hidden = !other;
    moveDivider();
    const { layers, hidden, redraw } = view.groupOf(theme);
    panels.showLegend(plan, theme, hidden, redraw);
    panels.showLayers(layers);
    fill('title', say(theme.title));
    fill('subtitle', element('bdi', {}, say(theme.subtitle)));
    fill('print-hint', word('printHint', { theme: theme.name }));
  }

  function moveDivider() {
    byId('line').style.left = `${100 * share()}%`;
    view.map.render();
  }

  function fillThemes() {
    const options = (themes) =>
      themes.map((theme) => element('option', { value: theme.name }, say(theme.title)));
    fill('theme', ...options(plan.themes));
    byId('theme').value = chosen.theme.name;
    const others = plan.themes.filter((theme) => theme !== chosen.theme);
    fill('other', element('option', { value: '' }, word('noCompare')), ...options(others));
    byId('other').value = chosen.other?.name ?? '';
  }

  function showAll() {
    document.documentElement.lang = languageName();
    document.title = `${plan.plan} – ${report ? word('report') : say(chosen.theme.title)}`;
    for (const node of document.querySelectorAll('[data-word]')) {
      node.textContent = word(node.dataset.word);
    }
    for (const node of document.querySelectorAll('[data-label]')) {
      node.setAttribute('aria-label', word(node.dataset.label));
    }
    byId('search').placeholder = word('searchHint');
    byId('badge').hidden = !plan.synthetic;
    fill('notes', ...plan.notes.map((note) => element('li', {}, element('bdi', {}, say(note)))));
    fillThemes();
    showTheme();
    panels.showFindings(plan, actions.selectFinding);
    panels.showResults(plan, byId('search').value, actions);
    showDetails();
    bench?.show();
    report?.show();
    byId('compare').hidden = plan.themes.length < 2;
  }

  function changeTheme(name) {
    chosen.theme = themeNamed(name);
    if (chosen.other === chosen.theme) {
      chosen.other = undefined;
    }
    showAll();
    writeHash();
  }

  /** Follows a link; what it names and the plan does not know is left alone. */
  function followHash() {
    const hash = readHash();
    setLanguage(hash.lang ?? languageName());
    chosen.theme = themeNamed(hash.theme) ?? chosen.theme;
    showAll();
    const lot = plan.lots.find((l) => l.id === hash.lot || (hash.pnu && l.pnu === hash.pnu));
    const parcel = plan.parcels.find((p) => p.id === (hash.parcel ?? hash.pnu));
    const firm = plan.firms.find((f) => f.id === hash.firm);
    const finding = plan.findings.find((f) => f.number === Number(hash.finding));
    if (lot) {
      choose('lot', lot, true);
    } else if (parcel) {
      choose('parcel', parcel, true);
    } else if (firm) {
      choose('firm', firm, true);
    } else if (finding) {
      choose('finding', finding, true);
    }
  }

  function listen() {
    byId('theme').addEventListener('change', (event) => changeTheme(event.target.value));
    byId('other').addEventListener('change', (event) => {
      chosen.other = themeNamed(event.target.value);
      showTheme();
    });
    byId('divider').addEventListener('input', moveDivider);
    byId('search').addEventListener('input', (event) =>
      panels.showResults(plan, event.target.value, actions),
    );
    byId('search').addEventListener('keydown', (event) => {
      // Enter that ends a syllable of 한글 is not yet one of the search
      if (event.key === 'Enter' && !event.isComposing && event.target.value.trim()) {
        byId('results').querySelector('button')?.click();
      }
    });
    byId('language').addEventListener('click', () => {
      setLanguage(languageName() === 'ko' ? 'en' : 'ko');
      showAll();
      view.groupOf(chosen.theme).redraw();
      writeHash();
    });
    byId('whole').addEventListener('click', () => view.fit(chosen.theme.extent));
    byId('in').addEventListener('click', () => view.zoom(1));
    byId('out').addEventListener('click', () => view.zoom(-1));
    byId('print').addEventListener('click', () => window.print());
    window.addEventListener('hashchange', () => {
      if (!/^#[^=]+$/.test(location.hash)) {
        followHash(); // no chapter of the report
      }
    });
    document.addEventListener('keydown', (event) => event.key === 'Escape' && actions.clear());
    view.map.on('pointermove', (event) => {
      const lot = event.dragging ? undefined : view.lotAt(event.coordinate);
      view.hover(lot);
      panels.showTip(lot, event.pixel);
      byId('position').textContent = view.positionText(event.coordinate);
    });
    view.map.getViewport().addEventListener('pointerleave', () => {
      view.hover();
      panels.showTip();
    });
    view.map.on('singleclick', (event) => {
      const lot = view.lotAt(event.coordinate);
      if (bench?.atHand() && lot) {
        bench.click(lot);
      } else {
        choose(lot ? 'lot' : '', lot, false);
      }
    });
  }

  /** Other lots have other holders: what is shown of them is shown anew. */
  function holdersChanged() {
    view.select(shapesOf(chosen.kind, chosen.item), false);
    panels.showTip(); // it may name who held the lot before
    panels.showResults(plan, byId('search').value, actions);
    showDetails();
  }

  setLanguage(plan.language);
  view.fit(chosen.theme.extent, { duration: 0 });
  listen();
  if ('live' in document.body.dataset) {
    bench = await startBench(plan, {
      view,
      changed: holdersChanged,
      selectFirm: (firm) => choose('firm', firm, false),
    });
  }
  if ('report' in document.body.dataset) {
    report = startReport(followHash);
  }
  followHash();
  view.map.once('rendercomplete', () => document.body.setAttribute('data-ready', ''));
}

readPayload()
  .then(start)
  .catch((error) => {
    const message = `${word('broken')} (${error.message})`;
    byId('viewer').replaceChildren(element('p', { role: 'alert' }, message));
    throw error;
  });
