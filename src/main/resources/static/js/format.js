// Numbers, sizes and times for people, in English.

const NUMBERS = new Intl.NumberFormat("en");
const AGES = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const MOMENTS = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

export const number = (n) => NUMBERS.format(n);

/** 1 image, 2 images. */
export const plural = (n, one, many = `${one}s`) => `${number(n)} ${BigInt(n) === 1n ? one : many}`;

export const percent = (share, digits = 1) => `${(100 * share).toFixed(digits)} %`;

/** Powers of 1024, as the API's own estimate writes them. */
export function bytes(n) {
  if (n < 1000) {
    return n === 1 ? "1 byte" : `${n} bytes`;
  }
  const units = ["KB", "MB", "GB", "TB"];
  let unit = -1;
  while ((n >= 1024 || Number(n.toFixed(2)) >= 1000) && unit < units.length - 1) {
    n /= 1024;
    unit++;
  }
  return `${n.toFixed(2)} ${units[unit]}`;
}

export function duration(seconds) {
  if (seconds < 1) {
    return "less than a second";
  }
  if (seconds < 90) {
    return `about ${Math.round(seconds)} s`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `about ${minutes} min` : `about ${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function rate(imagesPerSecond) {
  if (imagesPerSecond >= 1e6) {
    return `${(imagesPerSecond / 1e6).toFixed(2)} million images/s`;
  }
  return `${number(Math.round(imagesPerSecond))} images/s`;
}

export function age(instant) {
  const seconds = (new Date(instant) - Date.now()) / 1000;
  const steps = [["day", 86400], ["hour", 3600], ["minute", 60]];
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) {
      return AGES.format(Math.trunc(seconds / length), unit);
    }
  }
  return "just now";
}

export const moment = (instant) => MOMENTS.format(new Date(instant));

export const words = (name) => name.replaceAll("_", " ");
