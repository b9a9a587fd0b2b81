import { numberOf, type Value } from '../values.ts';
import { type Fn, finite, fn, numeric } from './kind.ts';

const MANY = 100;
const EARTH_RADIUS_KM = 6371;

export const numbers: Readonly<Record<string, Fn>> = {
  abs: numeric(1, 1, Math.abs),
  ceil: numeric(1, 1, Math.ceil),
  floor: numeric(1, 1, Math.floor),
  round: numeric(1, 2, (value, places = 0) => rounded(value, places)),
  sqrt: numeric(1, 1, Math.sqrt),
  log: numeric(1, 1, Math.log),
  greatest: numeric(1, MANY, Math.max),
  least: numeric(1, MANY, Math.min),
  haversine: numeric(4, 4, haversine),
  tonumber: fn(1, 1, (value) => known(value)),
  todouble: fn(1, 1, (value) => known(value)),
  toint: fn(1, 1, (value) => whole(value)),
  tolong: fn(1, 1, (value) => whole(value)),
  // The lower end of the bucket of this width that a number falls into.
  histogram: numeric(2, 2, (value, width) => Math.floor(value / width) * width),
};

const known = (value: Value): number | undefined => finite(numberOf(value));

const whole = (value: Value): number | undefined => finite(Math.trunc(numberOf(value)));

function rounded(value: number, places: number): number {
  const scale = 10 ** Math.trunc(places);
  return (Math.sign(value) * Math.round(Math.abs(value) * scale)) / scale;
}

/** Kilometres over the Earth's surface between two places, given in degrees. */
function haversine(fromLatitude: number, fromLongitude: number, toLatitude: number, toLongitude: number): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (from: number, to: number): number => Math.sin(radians(to - from) / 2) ** 2;
  const chord =
    half(fromLatitude, toLatitude) +
    Math.cos(radians(fromLatitude)) * Math.cos(radians(toLatitude)) * half(fromLongitude, toLongitude);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(chord));
}
