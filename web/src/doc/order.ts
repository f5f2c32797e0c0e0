/**
 * Fractional order keys: between any two there is another, so that bringing one note to the front writes one key. The
 * same scheme, line for line, as `crates/board/src/order.rs` (David Greenspan, "Implementing Fractional Indexing",
 * base 62); `tests/data/order.json` holds both to the same keys.
 */
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** The integer below which there is none; never itself a key. */
const SMALLEST = `A${"0".repeat(26)}`;

function integerChars(head: string): number {
  if (head >= "a" && head <= "z") return head.charCodeAt(0) - 97 + 2;
  if (head >= "A" && head <= "Z") return 90 - head.charCodeAt(0) + 2;
  return 0;
}

export function isKey(key: string): boolean {
  const chars = integerChars(key.charAt(0));
  return (
    chars > 0 && key.length >= chars && /^[0-9A-Za-z]+$/.test(key) && !(key.length > chars && key.endsWith("0")) && key !== SMALLEST
  );
}

/** The integer one up or down; `null` past the largest or smallest. */
function step(integer: string, up: boolean): string | null {
  const head = integer.charAt(0);
  const digits = [...integer.slice(1)].map((digit) => DIGITS.indexOf(digit));
  for (let place = digits.length - 1; place >= 0; place--) {
    if (digits[place] !== (up ? 61 : 0)) {
      digits[place]! += up ? 1 : -1;
      return head + digits.map((digit) => DIGITS[digit]).join("");
    }
    digits[place] = up ? 0 : 61;
  }
  if (head === (up ? "z" : "A")) return null;
  const next = up && head === "Z" ? "a" : !up && head === "a" ? "Z" : String.fromCharCode(head.charCodeAt(0) + (up ? 1 : -1));
  return next + (up ? "0" : "z").repeat(integerChars(next) - 1);
}

/** A fraction strictly between two, without trailing zeros; `null` is one. */
function midpoint(low: string, high: string | null): string {
  let out = "";
  for (let place = 0; ; place++) {
    const a = place < low.length ? DIGITS.indexOf(low.charAt(place)) : 0;
    const b = high === null ? 62 : place < high.length ? DIGITS.indexOf(high.charAt(place)) : 0;
    if (b > a + 1) return out + DIGITS[Math.ceil((a + b) / 2)]!;
    out += DIGITS[a]!;
    if (a !== b) high = null;
  }
}

function split(key: string): [string, string] {
  const chars = integerChars(key.charAt(0));
  return [key.slice(0, chars), key.slice(chars)];
}

function after(low: string): string {
  const [integer, fraction] = split(low);
  return step(integer, true) ?? integer + midpoint(fraction, null);
}

function before(high: string): string {
  const [integer, fraction] = split(high);
  if (integer === SMALLEST) return integer + midpoint("", fraction);
  if (fraction) return integer;
  const previous = step(integer, false);
  return previous !== null && previous !== SMALLEST ? previous : SMALLEST + midpoint("", null);
}

function inside(low: string, high: string): string {
  const [lowInteger, lowFraction] = split(low);
  const [highInteger, highFraction] = split(high);
  if (lowInteger === highInteger) return lowInteger + midpoint(lowFraction, highFraction);
  const next = step(lowInteger, true);
  return next !== null && next < high ? next : lowInteger + midpoint(lowFraction, null);
}

/** A key after `low` and before `high`. Keys not of the scheme count as absent, and so do two that are not in order. */
export function between(low: string | null, high: string | null): string {
  if (low !== null && !isKey(low)) low = null;
  if (high !== null && !isKey(high)) high = null;
  if (low === null) return high === null ? "a0" : before(high);
  return high === null || low >= high ? after(low) : inside(low, high);
}
