// Elements from values. Text goes in as text nodes only: nothing of a plan is ever parsed as HTML.

export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) {
      node.addEventListener(name.slice(2), value);
    } else if (typeof value === 'boolean') {
      node.toggleAttribute(name, value);
    } else {
      node.setAttribute(name, value);
    }
  }
  node.append(...children.filter((child) => child !== null && child !== ''));
  return node;
}

export const byId = (id) => document.getElementById(id);

export const fill = (id, ...children) => byId(id).replaceChildren(...children);

/** A definition list; pairs without a value are left out. */
export const facts = (pairs) =>
  element(
    'dl',
    {},
    ...pairs
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([name, value]) =>
        element('div', {}, element('dt', {}, name), element('dd', {}, String(value))),
      ),
  );
