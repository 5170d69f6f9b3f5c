import { decimalFraction, fraction, type Fraction } from "../core/fraction.ts";
import { multiplyFractions } from "./algebra/sum.ts";
import { numberWords, scaleWords } from "./number-words.ts";

/** A unit as written, in one spelling: "km^2"; `size` in the base unit of its dimension where the table has it. */
export type Unit = {
  readonly name: string;
  readonly dimension: string | null;
  readonly size: Fraction | null;
  /** What its leading words multiply the number by ("million", "dozen eggs"); null of none. */
  readonly scale: Fraction | null;
  /** The unit behind those words, or null where nothing is. */
  readonly counted: Unit | null;
};

const rows = `length m 1 m meter meters metre metres
length cm 0.01 cm centimeter centimeters centimetre centimetres
length mm 0.001 mm millimeter millimeters
length dm 0.1 decimeter decimeters decimetre decimetres dm
length km 1000 km kilometer kilometers kilometre kilometres
length in 0.0254 in inch inches
length ft 0.3048 ft foot feet
length yd 0.9144 yd yard yards
length mi 1609.344 mi mile miles
mass g 1 g gram grams
mass kg 1000 kg kilogram kilograms
mass tonne 1000000 tonne tonnes
mass mg 0.001 mg milligram milligrams
mass lb 453.59237 lb lbs pound pounds
mass oz 28.349523125 oz ounce ounces
time s 1 s sec secs second seconds
time ms 0.001 ms millisecond milliseconds
time min 60 min mins minute minutes
time h 3600 h hr hrs hour hours
time day 86400 day days
time week 604800 week weeks
money dollar 1 dollar dollars usd $ bucks
money cent 0.01 cent cents ¢
money-gb £ 1 £ gbp
money-gb pence 0.01 pence
money-eu euro 1 euro euros € eur
money-jp yen 1 yen ¥ jpy
angle degree 1 degree degrees deg °`;

const table = new Map(
  rows.split("\n").flatMap((row) => {
    const [dimension = "", name = "", size = "0", ...spellings] = row.split(" ");
    return spellings.map((spelling) => [spelling, { name, dimension, size: decimalFraction(size) }] as const);
  }),
);

const rates = new Map([
  ["mph", "mile per hour"],
  ["kph", "kilometer per hour"],
  ["kmh", "kilometer per hour"],
  ["rpm", "revolution per minute"],
]);

/** A compound unit word by word in the singular, its table's spellings included: "km/h" is "km per h". */
const rateName = (text: string): string =>
  (rates.get(text) ?? text)
    .replace(/\s?(?:\/|\bper\b|\ban?\b)\s?/g, " per ")
    .replace(/\s+/g, " ")
    .split(" ")
    .map((word) => table.get(word)?.name ?? word.replace(/(?<=..[^s])s$/, ""))
    .join(" ");

/** Whether the word is a unit by itself, so that it can stand behind a number without \text around it. */
export const isUnitWord = (word: string): boolean => word.length > 1 && table.has(word.toLowerCase());

const scales = new Map([
  ...[...scaleWords].map(([word, power]) => [word, fraction(10n ** BigInt(power))] as const),
  ["dozen", fraction(12)] as const,
]);
const scaleLead = new RegExp(`^(?:${[...scales.keys()].join("|")})\\b\\s*(?:of\\b\\s*)?`);

/** Words that make another number of the one before them, or say that it is not the answer. */
const changing =
  /^(?:square|cube)d\b|^to\b|^(?:halves|hal[fv]|thirds?|fourths?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|\w+teenths?|\w+tieths?|tenths?|hundredths?|thousandths?|factorial|pi|root|sqrt)\b|\b(?:more|less|fewer|greater|than|over|plus|minus|times|divided|multiplied|out|or|not|isn't|no|least|most|half|if|when|unless|where|but|is|are|versus|vs)\b|\d/;
const isNumberWord = (word: string): boolean => numberWords.has(word) || scales.has(word);

/**
 * Whether words behind a number only name what is counted. "more than half", "squared", "thirds", "hours and 20 minutes"
 * and "out of six" do not: the number before them is not the answer.
 */
export function isOnlyUnit(words: string): boolean {
  const said = words
    .toLowerCase()
    .replace(/\^\s?\{?[23]\}?|(?<=[a-z])[23]\b/g, "")
    .replace(/[\s.]+/g, " ")
    .trim();
  const named = said.replace(scaleLead, "");
  return !changing.test(named) && !named.split(" ").some(isNumberWord);
}

/** The unit named by the words behind a number, powers as "cm^2", "square cm" or "cubic inches"; null of no words. */
export function readUnit(words: string): Unit | null {
  const text = words
    .trim()
    .toLowerCase()
    .replace(/[.\s]+$/, "");
  if (text === "") return null;
  const lead = scaleLead.exec(text)?.[0];
  const scale = lead === undefined ? undefined : scales.get(/^\w+/.exec(lead)?.[0] ?? "");
  if (lead !== undefined && scale)
    return { name: text, dimension: null, size: null, scale, counted: readUnit(text.slice(lead.length)) };
  const plain = { scale: null, counted: null };
  const match =
    /^(?:(sq(?:uare|\.)?|cubic|cu\.?)\s+)?([a-z°$¢£€¥]{1,20})\s*\.?\s*(?:\^\s?\{?([23])\}?)?$/.exec(text);
  const noun = match?.[2];
  if (!match || noun === undefined || rates.has(noun))
    return { ...plain, name: rateName(text), dimension: null, size: null };
  const power = match[3] ? Number(match[3]) : match[1] === undefined ? 1 : match[1].startsWith("s") ? 2 : 3;
  const known = table.get(noun);
  const suffix = power === 1 ? "" : `^${power}`;
  if (!known)
    return { ...plain, name: `${noun.replace(/(?<=..)s$/, "")}${suffix}`, dimension: null, size: null };
  const size = Array.from({ length: power }, () => known.size).reduce(multiplyFractions);
  return {
    ...plain,
    name: power === 1 ? known.name : `${known.name}^${power}`,
    dimension: `${known.dimension}^${power}`,
    size,
  };
}
