// The map: layers of a theme, selection, hover, swipe between two themes.

import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import Feature from 'ol/Feature.js';
import VectorLayer from 'ol/layer/Vector.js';
import VectorSource from 'ol/source/Vector.js';
import { GeometryCollection, MultiLineString, MultiPoint, MultiPolygon } from 'ol/geom.js';
import ScaleLine from 'ol/control/ScaleLine.js';
import { Circle, Stroke, Style } from 'ol/style.js';
import { createEmpty, extend, getCenter } from 'ol/extent.js';
import { get as getProjection, Projection, transform } from 'ol/proj.js';
import { register } from 'ol/proj/proj4.js';
import { unByKey } from 'ol/Observable.js';
import MouseWheelZoom from 'ol/interaction/MouseWheelZoom.js';
import { defaults as interactionsOf } from 'ol/interaction/defaults.js';
import proj4 from 'proj4/lib/core.js';
import defs from 'proj4/lib/defs.js';
import Proj from 'proj4/lib/Proj.js';
import tmerc from 'proj4/lib/projections/tmerc.js';
import { heldLabel, heldShape, labelStyle, shapeStyle } from './styles.js';
import { byId } from './dom.js';

// The core of proj4 with the one projection of Korean systems; without its definitions of others.
Proj.projections.add(tmerc);
for (const code of Object.keys(defs)) {
  if (!Proj.projections.get(defs[code].projName)) {
    delete defs[code];
  }
}
proj4.defs = defs;
const belt = (longitude) =>
  `+proj=tmerc +lat_0=38 +lon_0=${longitude} +k=1 +x_0=200000 +y_0=600000 +ellps=GRS80 +units=m +no_defs`;
proj4.defs({
  'EPSG:5185': belt(125),
  'EPSG:5186': belt(127),
  'EPSG:5187': belt(129),
  'EPSG:5188': belt(131),
  'EPSG:5179':
    '+proj=tmerc +lat_0=38 +lon_0=127.5 +k=0.9996 +x_0=1000000 +y_0=2000000 +ellps=GRS80 +units=m +no_defs',
});
register(proj4);

const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
const pixel = 0.00028; // m, the standard pixel of OGC
/** From below to above: shapes of the themes, then these. */
const order = { held: 700, marked: 800, labels: 850, heldLabels: 900 };

function geometryOf({ polygons, lines, points }) {
  const parts = [];
  if (polygons.length) {
    parts.push(new MultiPolygon(polygons));
  }
  if (lines.length) {
    parts.push(new MultiLineString(lines));
  }
  if (points.length) {
    parts.push(new MultiPoint(points));
  }
  return parts.length === 1 ? parts[0] : new GeometryCollection(parts);
}

/**
 * Grid north up, in the plan's metres; lon/lat only where the system is known. In a page that goes
 * on below (`scrolls`), the wheel zooms only once the map has been pressed.
 */
export function createMap(plan, scrolls) {
  const known = getProjection(plan.crs);
  const projection = known ?? new Projection({ code: plan.crs, units: 'm' });
  const geometries = plan.shapes.map(geometryOf);
  const lotSource = new VectorSource({
    features: plan.lots.map(({ shape, index }) => {
      const feature = new Feature(geometries[shape]);
      feature.setId(index);
      return feature;
    }),
  });
  const mark = (colour, width) =>
    new VectorLayer({
      source: new VectorSource(),
      zIndex: order.marked,
      style: new Style({
        stroke: new Stroke({ color: colour, width }),
        image: new Circle({ radius: 9, stroke: new Stroke({ color: colour, width }) }),
      }),
    });
  const held = new VectorLayer({
    source: new VectorSource(),
    zIndex: order.held,
    style: (feature) => heldShape(feature.get('state')),
  });
  const heldLabels = new VectorLayer({
    declutter: 'left',
    source: held.getSource(),
    zIndex: order.heldLabels,
    style: (feature) => heldLabel(feature.get('state'), feature.get('text')),
  });
  const selected = mark('#0b3d91', 4);
  const hovered = mark('#0b3d91', 2);
  const view = new View({ projection, minResolution: 0.02, maxResolution: 500, showFullExtent: true });
  const map = new OlMap({
    target: 'map',
    view,
    controls: [new ScaleLine({ minWidth: 90 })],
    interactions: interactionsOf({ mouseWheelZoom: false }).extend([
      new MouseWheelZoom({ onFocusOnly: scrolls }),
    ]),
    layers: [held, heldLabels, hovered, selected],
  });

  const groups = new Map(); // theme name → { layers, labels, hidden, redraw }
  const groupOf = (theme) => {
    if (!groups.has(theme.name)) {
      const hidden = new Set();
      const style = shapeStyle(plan.styles, hidden);
      const layers = theme.layers.map(
        (layer) =>
          new VectorLayer({
            properties: { name: layer.name },
            style,
            source: new VectorSource({
              features: layer.shape.map(
                (shape, i) =>
                  new Feature({
                    geometry: geometries[shape],
                    row: layer.style[i],
                    key: layer.key[i],
                    mark: layer.mark[i],
                    labels: layer.labels[i],
                    overrun: layer.overrun[i],
                    priority: layer.priority[i],
                  }),
              ),
            }),
          }),
      );
      const labels = layers.map((layer) => {
        const above = new VectorLayer({
          source: layer.getSource(),
          zIndex: order.labels,
          style: labelStyle(hidden),
        });
        layer.on('change:visible', () => above.setVisible(layer.getVisible()));
        return above;
      });
      const redraw = () => [...layers, ...labels].forEach((layer) => layer.changed());
      groups.set(theme.name, { layers, labels, hidden, redraw });
    }
    return groups.get(theme.name);
  };

  let clips = [];
  /** Draws layers only left (side −1) or right (1) of the divider. */
  const clip = (layers, side, share) => {
    for (const layer of layers) {
      clips.push(
        layer.on('prerender', ({ context }) => {
          const { width, height } = context.canvas;
          const x = width * share();
          context.save();
          context.resetTransform();
          context.beginPath();
          context.rect(side < 0 ? 0 : x, 0, side < 0 ? x : width - x, height);
          context.clip();
        }),
        layer.on('postrender', ({ context }) => context.restore()),
      );
    }
  };

  const fit = (extent, options = {}) =>
    view.fit(extent, { padding: [40, 40, 40, 40], duration: still ? 0 : 250, ...options });
  const extentOf = (shapes) =>
    shapes.reduce((box, i) => extend(box, geometries[i].getExtent()), createEmpty());

  map.on('moveend', () => {
    byId('scale').textContent = `1:${Math.round(view.getResolution() / pixel).toLocaleString('en-US')}`;
  });

  return {
    map,
    groupOf,
    fit,
    zoom: (steps) => view.animate({ zoom: view.getZoom() + steps, duration: still ? 0 : 200 }),
    /** Shows a theme; with a second one, that one right of the divider. */
    show(theme, other, share) {
      unByKey(clips);
      clips = [];
      /** Names never give way to those of the other side, which are cut off there. */
      const all = ({ layers, labels }, side) => {
        labels.forEach((layer) => layer.setDeclutter(side));
        return [...layers, ...labels];
      };
      const left = all(groupOf(theme), 'left');
      const right = other ? all(groupOf(other), 'right') : [];
      map.setLayers([...left, ...right, held, heldLabels, hovered, selected]);
      if (other) {
        clip(left, -1, share);
        clip(right, 1, share);
      }
    },
    select(shapes, zoom) {
      const source = selected.getSource();
      source.clear();
      source.addFeatures(shapes.map((i) => new Feature(geometries[i])));
      if (zoom && shapes.length) {
        fit(extentOf(shapes), { maxZoom: undefined, minResolution: 0.6 });
      }
    },
    /** The lots of firms as the workbench has them now, over any theme. */
    showHeld(firms) {
      const source = held.getSource();
      source.clear();
      for (const { id, lots, bench } of firms) {
        for (const lot of lots) {
          const feature = new Feature(geometries[plan.lots[lot].shape]);
          feature.setProperties({ state: bench.verdict, text: bench.locked ? `${id} ■` : id });
          source.addFeature(feature);
        }
      }
    },
    hover(lot) {
      hovered.getSource().clear();
      if (lot) {
        hovered.getSource().addFeature(new Feature(geometries[lot.shape]));
      }
    },
    /** The lot at a coordinate, by the R-tree; of several the smallest. */
    lotAt(coordinate) {
      const found = lotSource
        .getFeaturesAtCoordinate(coordinate)
        .map((feature) => plan.lots[feature.getId()]);
      return found.sort((a, b) => a.area - b.area)[0];
    },
    goTo(point) {
      view.animate({ center: point, resolution: 0.6, duration: still ? 0 : 250 });
    },
    positionText(coordinate) {
      const [x, y] = coordinate;
      const plane = `E ${x.toFixed(1)} N ${y.toFixed(1)}`;
      if (!known) {
        return plane;
      }
      const [longitude, latitude] = transform(coordinate, plan.crs, 'EPSG:4326');
      return `${plane} · ${latitude.toFixed(5)}°N ${longitude.toFixed(5)}°E`;
    },
    centreOf: (shape) => getCenter(geometries[shape].getExtent()),
  };
}
