// From the styles of the sheet (points, hatches, marks) to those of OpenLayers.

import { Circle, Fill, Icon, Stroke, Style, Text } from 'ol/style.js';
import Point from 'ol/geom/Point.js';
import { getCenter, getHeight, getWidth } from 'ol/extent.js';
import { say } from './words.js';

const px = (pt) => (pt * 4) / 3;
const aboveMarks = 100; // priorities of names may be negative
const dashes = { dashed: [6, 4], dotted: [1.5, 3], dashdot: [10, 4, 2, 4] };
const font = '"Noto Sans KR","NanumGothic","Malgun Gothic",sans-serif';

const canvas = (size, draw) => {
  const node = document.createElement('canvas');
  const scale = 2;
  node.width = node.height = size * scale;
  const pen = node.getContext('2d');
  pen.scale(scale, scale);
  draw(pen);
  return node;
};

const colourOf = (hex, opacity) =>
  `rgba(${[1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16)).join(',')},${opacity})`;

/** Parallel lines at 45° over a tile of 8, from height `y1` on its left to `y2` on its right. */
const strokesAcross = (pen, y1, y2) => {
  for (const shift of [-8, 0, 8]) {
    pen.moveTo(shift, y1);
    pen.lineTo(shift + 8, y2);
  }
  pen.stroke();
};

/** As on paper: lines at 45°, dots in staggered rows. */
const hatchDrawers = {
  diagonal: (pen) => strokesAcross(pen, 8, 0),
  cross: (pen) => {
    strokesAcross(pen, 8, 0);
    pen.beginPath();
    strokesAcross(pen, 0, 8);
  },
  dots: (pen) => {
    pen.fillRect(1.2, 1.2, 1.6, 1.6);
    pen.fillRect(5.2, 5.2, 1.6, 1.6);
  },
};

function hatchOf(name, colour) {
  const tile = canvas(8, (pen) => {
    pen.strokeStyle = pen.fillStyle = colour;
    pen.lineWidth = 0.8;
    pen.beginPath();
    hatchDrawers[name](pen);
  });
  const pattern = tile.getContext('2d').createPattern(tile, 'repeat');
  pattern.setTransform(new DOMMatrix().scale(1 / 2)); // tiles are drawn at twice their size
  return pattern;
}

/** Marks tell the status without colour. */
const marks = {
  cross: ['#c00000', [[4, 4, 12, 12], [12, 4, 4, 12]]],
  triangle: ['#9a5200', [[8, 3, 13, 12], [13, 12, 3, 12], [3, 12, 8, 3]]],
  check: ['#1b6e3c', [[3, 8, 7, 12], [7, 12, 13, 4]]],
  circle: ['#555555', []],
};

export const markCanvas = (name) =>
  canvas(16, (pen) => {
    const [colour, lines] = marks[name];
    pen.strokeStyle = colour;
    pen.fillStyle = '#ffffff';
    pen.lineWidth = 2.2;
    pen.lineCap = pen.lineJoin = 'round';
    pen.beginPath();
    pen.arc(8, 8, 7.5, 0, 7);
    pen.fill();
    pen.beginPath();
    if (!lines.length) {
      pen.arc(8, 8, 4.5, 0, 7);
    }
    for (const [x1, y1, x2, y2] of lines) {
      pen.moveTo(x1, y1);
      pen.lineTo(x2, y2);
    }
    pen.stroke();
  });

/** One style row of the payload as the styles drawn for it. */
function baseStyles([fill, stroke, pt, dash, hatch, hatchColour, opacity]) {
  const line = stroke
    ? new Stroke({ color: stroke, width: px(pt), lineDash: dashes[dash] })
    : undefined;
  const area = fill ? new Fill({ color: colourOf(fill, opacity) }) : undefined;
  const dot = new Circle({ radius: 5, fill: new Fill({ color: fill || stroke }), stroke: line });
  const styles = [new Style({ fill: area, stroke: line, image: dot })];
  if (hatch) {
    styles.push(new Style({ fill: new Fill({ color: hatchOf(hatch, hatchColour) }) }));
  }
  return styles;
}

const inner = (geometry) => {
  const first = geometry.getGeometries?.()[0] ?? geometry;
  if (first.getInteriorPoints) {
    return new Point(first.getInteriorPoints().getFirstCoordinate());
  }
  return new Point(getCenter(first.getExtent()));
};

const measure = document.createElement('canvas').getContext('2d');
measure.font = `12px ${font}`;
const widths = new Map();
const widthOf = (line) => {
  if (!widths.has(line)) {
    widths.set(line, measure.measureText(line).width);
  }
  return widths.get(line);
};

/** The first candidate that fits the shape's box at this resolution. */
function labelFor(labels, extent, resolution, overrun, mark) {
  const width = getWidth(extent) / resolution;
  const height = getHeight(extent) / resolution - (mark ? 18 : 0);
  const fits = (text) => {
    const lines = text.split('\n');
    return lines.length * 15 < height && Math.max(...lines.map(widthOf)) < width * 0.95;
  };
  const found = labels.map(say).find((text) => text && fits(text));
  return found ?? (overrun && width > 12 ? say(labels.at(-1)) : undefined);
}

/** Style function of the shapes of a layer; `hidden` holds the legend keys that are switched off. */
export function shapeStyle(rows, hidden) {
  const bases = rows.map(baseStyles);
  return (feature) => (hidden.has(feature.get('key')) ? undefined : bases[feature.get('row')]);
}

/** Style function of the names and marks of a layer, which stand above the shapes of every layer. */
export function labelStyle(hidden) {
  const icons = new Map();
  /** A mark above a label of so many lines, so that both together stand in the middle. */
  const iconFor = (mark, lines) => {
    const key = `${mark} ${lines}`;
    if (!icons.has(key)) {
      const displacement = [0, 7 * lines];
      const options = { img: markCanvas(mark), scale: 0.5, declutterMode: 'obstacle', displacement };
      icons.set(key, new Icon(options));
    }
    return icons.get(key);
  };
  return (feature, resolution) => {
    const { key, mark, labels, overrun, priority } = feature.getProperties();
    if (hidden.has(key)) {
      return undefined;
    }
    const styles = [];
    const extent = feature.getGeometry().getExtent();
    const label = labelFor(labels, extent, resolution, overrun, mark);
    const lines = label ? label.split('\n').length : 0;
    if (mark && getWidth(extent) / resolution > 10) {
      styles.push(new Style({ geometry: () => inner(feature.getGeometry()), image: iconFor(mark, lines) }));
    }
    if (label) {
      styles.push(
        new Style({
          geometry: () => inner(feature.getGeometry()),
          zIndex: aboveMarks + priority,
          text: new Text({
            text: label,
            font: `12px ${font}`,
            fill: new Fill({ color: '#111111' }),
            stroke: new Stroke({ color: 'rgba(255,255,255,0.85)', width: 3 }),
            offsetY: mark ? 9 : 0,
          }),
        }),
      );
    }
    return styles;
  };
}

const heldColours = {
  feasible: '#1b6e3c',
  conditional: '#8a4b00',
  infeasible: '#a31515',
  unknown: '#4a525c',
};
const heldMarks = { feasible: '✓', conditional: '△', infeasible: '✕', unknown: '○' };
const heldDashes = { infeasible: undefined, conditional: [8, 4], unknown: [2, 4] };

/** A lot held at the workbench: the verdict by line and colour, and by mark and colour. */
export const heldShape = (state) =>
  new Style({
    fill: new Fill({ color: 'rgba(255,255,255,0.55)' }),
    stroke: new Stroke({ color: heldColours[state], width: 3, lineDash: heldDashes[state] }),
  });

export const heldLabel = (state, text) =>
  new Style({
    text: new Text({
      text: `${heldMarks[state]} ${text}`,
      font: `bold 12px ${font}`,
      overflow: true,
      fill: new Fill({ color: heldColours[state] }),
      stroke: new Stroke({ color: '#ffffff', width: 3 }),
    }),
  });

/** A sample of the legend: the same fill, line, hatch and mark. */
export function swatch([fill, stroke, pt, dash, hatch, hatchColour, opacity], geometry, mark) {
  const node = document.createElement('canvas');
  node.width = 60;
  node.height = 36;
  node.className = 'swatch';
  node.setAttribute('aria-hidden', 'true');
  const pen = node.getContext('2d');
  pen.scale(2, 2);
  pen.beginPath();
  if (geometry === 'l') {
    pen.moveTo(1, 9);
    pen.lineTo(29, 9);
  } else {
    pen.rect(1, 1, 28, 16);
    pen.fillStyle = fill ? colourOf(fill, opacity) : 'transparent';
    pen.fill();
    if (hatch) {
      pen.fillStyle = hatchOf(hatch, hatchColour);
      pen.fill();
    }
  }
  if (stroke) {
    pen.strokeStyle = stroke;
    pen.lineWidth = px(pt);
    pen.setLineDash(dashes[dash] ?? []);
    pen.stroke();
  }
  if (mark) {
    pen.drawImage(markCanvas(mark), 7, 1, 16, 16);
  }
  return node;
}
