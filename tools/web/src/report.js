// The report under the map of a page: from its words to the map, and from what is chosen to them.

import { byId, element } from './dom.js';
import { languageName, word } from './words.js';

const shownAtMost = 20;

/** "#lot=A%201" as "lot=A 1"; nothing for a link to a chapter. */
function subjectOf(link) {
  const [pair] = new URLSearchParams(link.hash.slice(1));
  return pair && link.hash.includes('=') ? pair.join('=') : undefined;
}

/** By subject, the places of the report that name it, one a heading. */
function readMentions(report) {
  const mentions = new Map();
  let chapter;
  let heading;
  for (const node of report.querySelectorAll('h3, h4, a')) {
    if (node.tagName === 'H3') {
      chapter = heading = node;
    } else if (node.tagName === 'H4') {
      heading = node;
    } else {
      const subject = subjectOf(node);
      const places = mentions.get(subject) ?? [];
      if (subject && places.at(-1)?.heading !== heading) {
        places.push({ node, chapter, heading });
        mentions.set(subject, places);
      }
    }
  }
  return mentions;
}

/** What the report does beside a map; `follow` shows on the map what a fragment names. */
export function startReport(follow) {
  const report = byId('report');
  const mentions = readMentions(report);

  function goTo(node) {
    node.scrollIntoView({ block: 'center' });
    node.focus({ preventScroll: true });
  }

  report.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (link && subjectOf(link) && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      history.pushState(null, '', link.hash); // back leads to this place of the report
      follow();
      byId('viewer').scrollIntoView();
      byId('details').focus({ preventScroll: true });
    }
  });
  byId('to-report').hidden = false;

  return {
    /** The chapters have one language, whatever that of the map. */
    show() {
      const note = byId('report-language');
      note.hidden = report.lang === languageName();
      note.lang = languageName();
      note.textContent = word('reportLanguage', { language: word(report.lang), other: languageName() });
    },
    /** Where the report speaks of what is chosen. */
    links(kind, item) {
      const subject = `${kind}=${kind === 'finding' ? item.number : item.id}`;
      const places = mentions.get(subject) ?? [];
      if (!places.length) {
        return [];
      }
      const row = ({ node, chapter, heading }) => {
        const titles = [...new Set([chapter, heading])].map((it) => it.textContent);
        const go = { type: 'button', lang: report.lang, onclick: () => goTo(node) };
        return element('li', {}, element('button', go, `↓ ${titles.join(' › ')}`));
      };
      const left = places.length - shownAtMost;
      return [
        element(
          'details',
          { id: 'in-report' },
          element('summary', {}, word('inReport', { n: places.length })),
          element(
            'ul',
            {},
            ...places.slice(0, shownAtMost).map(row),
            left > 0 ? element('li', { class: 'more' }, word('more', { n: left })) : '',
          ),
        ),
      ];
    },
  };
}
