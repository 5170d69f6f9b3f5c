import { sql, type SQL } from "drizzle-orm";
import type { Tx } from "../client.ts";

/** By key of the metadata the values that may stand there, any one of them; every key must fit. */
export type MetaWanted = Readonly<Record<string, readonly string[]>>;

const toldTypes = sql.raw("('string', 'number', 'boolean')");

type MetaRows = { readonly from: SQL; readonly key: SQL; readonly value: SQL; readonly isTold: SQL };

/**
 * The metadata of a joined question as rows: what to select from, key and text of an entry, and whether it is a text,
 * a number or a truth value, since lists and objects name no group.
 */
export function metaRows(store: Tx): MetaRows {
  const { questions } = store.t;
  const key = sql.raw("meta.key");
  return store.dialect === "sqlite"
    ? {
        from: sql`json_each(${questions.meta}) as meta`,
        key,
        value: sql.raw(
          "(case when meta.type in ('true', 'false') then meta.type else cast(meta.atom as text) end)",
        ),
        isTold: sql.raw("meta.type in ('text', 'integer', 'real', 'true', 'false')"),
      }
    : {
        from: sql`jsonb_each(${questions.meta}) as meta`,
        key,
        value: sql.raw("(meta.value #>> '{}')"),
        isTold: sql`jsonb_typeof(meta.value) in ${toldTypes}`,
      };
}

/** Whether a question's metadata fits. Use it where `questions` is at hand. */
export function hasMeta(store: Tx, wanted: MetaWanted): SQL | undefined {
  const { questions } = store.t;
  const { from, key, value, isTold } = metaRows(store);
  const parts = Object.entries(wanted)
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => {
      const among = sql.join(
        values.map((text) => sql`${text}`),
        sql`, `,
      );
      return store.dialect === "sqlite"
        ? sql`exists (select 1 from ${from} where ${isTold} and ${key} = ${name} and ${value} in (${among}))`
        : sql`(jsonb_typeof(${questions.meta} -> ${name}::text) in ${toldTypes} and ${questions.meta} ->> ${name}::text in (${among}))`;
    });
  return parts.length === 0 ? undefined : sql.join(parts, sql` and `);
}
