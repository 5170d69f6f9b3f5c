import { defineConfig } from "drizzle-kit";

/** Which of the two schemas to compare with its migrations; `npm run migrations` asks for both in turn. */
const dialect = process.env["DRIZZLE_DIALECT"] === "postgresql" ? "postgresql" : "sqlite";
const folder = dialect === "postgresql" ? "pg" : "sqlite";

export default defineConfig({
  dialect,
  schema: `./db/schema.${folder}.ts`,
  out: `./db/migrations/${folder}`,
});
