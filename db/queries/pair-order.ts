import { asc, desc, sql, type AnyColumn, type SQL } from "drizzle-orm";
import { toNumber } from "../../lib/core/fraction.ts";
import { createRandom } from "../../lib/core/create-random.ts";
import type { Tx } from "../client.ts";
import { bigintOf, floatOf } from "../fragments.ts";
import { marginOf, type PairFilter, type Sides } from "./pair-filter.ts";

export type PairSort = "index" | "margin" | "-margin" | "near" | "-length" | "disputed" | "random";

/** What a queue is ordered by before the pairs' own places; `by` alone stands for the own places. */
export type PairOrder = {
  readonly key: SQL<number> | null;
  readonly isFalling: boolean;
};

/**
 * The order of a queue. `near`: the side closest to the threshold first. `-length`: most completion tokens first.
 * `disputed`: pairs that people swapped, then tied or rejected, then flagged, then undecided ones, accepted ones
 * last, each widest gap first. `random`: a plain random sample, drawn by `seed` (whole, 0 … 2³¹ − 1).
 */
export function pairOrder(
  store: Tx,
  sides: Sides,
  { sort, seed, threshold }: { sort: PairSort; seed: number; threshold: PairFilter["threshold"] },
): PairOrder {
  const { chosen, rejected } = sides;
  switch (sort) {
    case "index":
      return { key: null, isFalling: false };
    case "margin":
    case "-margin":
      return { key: marginOf(sides), isFalling: sort === "-margin" };
    case "near": {
      const line = sql`cast(${toNumber(threshold)} as double precision)`;
      const [above, below] = [sql`(${floatOf(chosen)} - ${line})`, sql`(${line} - ${floatOf(rejected)})`];
      return {
        key: numberOf(sql`case when ${above} < ${below} then ${above} else ${below} end`),
        isFalling: false,
      };
    }
    case "-length":
      return {
        key: numberOf(
          sql`(coalesce(${chosen.completionTokens}, 0) + coalesce(${rejected.completionTokens}, 0))`,
        ),
        isFalling: true,
      };
    case "disputed": {
      const { verdict } = store.t.currentDecisions;
      // A margin is above 0 and at most 1: steps of 2 keep the groups apart.
      const group = sql`case ${verdict} when 'swap' then 6 when 'tie' then 4 when 'reject' then 4 when 'flag' then 2 when 'accept' then -2 else 0 end`;
      return { key: numberOf(sql`(${group} + ${marginOf(sides)})`), isFalling: true };
    }
    case "random":
      return { key: drawnOf(store, sides, seed), isFalling: false };
  }
}

const numberOf = (key: SQL): SQL<number> => (key as SQL<number>).mapWith(Number);

const prime = 2n ** 31n - 1n;
/** Where the ten characters begin that an id was given at random, and how many of them are read. */
const [firstRandom, digits] = [19, 5];
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** A number of 25 bits from the random end of an id, alike on both dialects. */
function randomPart(store: Tx, id: AnyColumn): SQL {
  const terms = Array.from({ length: digits }, (_, at) => {
    const character = sql`substr(${id}, ${sql.raw(String(firstRandom + at))}, 1)`;
    const place =
      store.dialect === "sqlite"
        ? sql`instr(${sql.raw(`'${alphabet}'`)}, ${character})`
        : sql`strpos(${sql.raw(`'${alphabet}'`)}, ${character})`;
    return sql`${place} * ${bigintOf(32n ** BigInt(at))}`;
  });
  return sql`(${sql.join(terms, sql` + `)})`;
}

/** A linear hash modulo a prime (Carter and Wegman 1979) of both ids, its factors drawn by the seed. */
function drawnOf(store: Tx, { chosen, rejected }: Sides, seed: number): SQL<number> {
  const random = createRandom(seed);
  const draw = (): bigint => 1n + BigInt(Math.floor(random() * Number(prime - 1n)));
  const [a, b, c] = [draw(), draw(), draw()];
  return numberOf(
    sql`((${randomPart(store, chosen.id)} * ${bigintOf(a)} + ${randomPart(store, rejected.id)} * ${bigintOf(b)} + ${bigintOf(c)}) % ${bigintOf(prime)})`,
  );
}

/** The whole order: the key, then the pairs' places. */
export const orderedBy = ({ key, isFalling }: PairOrder, places: readonly SQL[]): SQL[] => [
  ...(key === null ? [] : [isFalling ? desc(key) : asc(key)]),
  ...places,
];
