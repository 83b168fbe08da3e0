import { geoNaturalEarth1, geoPath } from 'd3-geo';
import type { FeatureCollection, Geometry } from 'geojson';
import { useMemo } from 'react';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlas from 'world-atlas/countries-110m.json';
import { codeOf } from './codes';
import { shade } from './world';

const WIDTH = 960;
const HEIGHT = 470;
const MAP = atlas as unknown as Topology<{ countries: GeometryCollection<{ name: string }> }>;

interface Props {
  /** By code. */
  counts: ReadonlyMap<string, number>;
  chosen: string | undefined;
  choose: (code: string) => void;
  label: string;
  /** The name of a country with its count. */
  tell: (code: string, n: number) => string;
}

/** The world by countries, darker where more is active. What it shows stands in the list beside it, also for those who see no map. */
export function WorldMap({ counts, chosen, choose, label, tell }: Props) {
  const shapes = useMemo(() => {
    const countries = feature(MAP, MAP.objects.countries) as FeatureCollection<Geometry>;
    const shown = { ...countries, features: countries.features.filter(({ id }) => id !== '010') };
    const path = geoPath(geoNaturalEarth1().fitSize([WIDTH, HEIGHT], shown));
    return shown.features.map((one, n) => ({ key: `${one.id ?? ''} ${n}`, code: codeOf(one.id), d: path(one) ?? '' }));
  }, []);
  const most = Math.max(1, ...counts.values());
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="world-map" role="img" aria-label={label}>
      {shapes.map(({ key, code, d }) => {
        const n = code === undefined ? 0 : (counts.get(code) ?? 0);
        return (
          <path key={key} d={d} data-shade={shade(n, most)} data-code={code} data-chosen={code !== undefined && code === chosen} onClick={n > 0 && code !== undefined ? () => choose(code) : undefined}>
            {code !== undefined && n > 0 && <title>{tell(code, n)}</title>}
          </path>
        );
      })}
    </svg>
  );
}
