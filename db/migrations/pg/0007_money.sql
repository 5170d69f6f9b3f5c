CREATE TABLE "machine_clocks" (
	"endpoint_id" text NOT NULL,
	"model" text NOT NULL,
	"counted_until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "machine_clocks_place" PRIMARY KEY("endpoint_id","model")
);
--> statement-breakpoint
CREATE TABLE "machine_times" (
	"run_id" text NOT NULL,
	"endpoint_id" text NOT NULL,
	"model" text NOT NULL,
	"seconds" double precision NOT NULL,
	"usd" double precision NOT NULL,
	CONSTRAINT "machine_times_place" PRIMARY KEY("run_id","endpoint_id","model")
);
--> statement-breakpoint
ALTER TABLE "role_counts" ADD COLUMN "identical" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "role_counts" ADD COLUMN "requests" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "role_counts" ADD COLUMN "retries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "role_counts" ADD COLUMN "answers" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "role_counts" ADD COLUMN "prompt_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "role_counts" ADD COLUMN "completion_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "role_counts" ADD COLUMN "cached_prompt_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "role_counts" ADD COLUMN "estimated_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "role_counts" ADD COLUMN "unkept_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "role_counts" ADD COLUMN "cost_usd" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "role_counts" ADD COLUMN "unkept_usd" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "role_counts" ADD COLUMN "latency_ms" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "machine_clocks" ADD CONSTRAINT "machine_clocks_endpoint_id_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."endpoints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "machine_times" ADD CONSTRAINT "machine_times_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
UPDATE role_counts SET answers = told.answers, prompt_tokens = told.prompt_tokens, completion_tokens = told.completion_tokens, cached_prompt_tokens = told.cached_prompt_tokens, cost_usd = told.cost_usd, latency_ms = told.latency_ms
FROM (SELECT tree_id, role, count(latency_ms) AS answers, coalesce(sum(prompt_tokens), 0) AS prompt_tokens, coalesce(sum(completion_tokens), 0) AS completion_tokens, coalesce(sum(cached_prompt_tokens), 0) AS cached_prompt_tokens, coalesce(sum(cost_usd), 0) AS cost_usd, coalesce(sum(latency_ms), 0) AS latency_ms FROM nodes GROUP BY tree_id, role) AS told
WHERE told.tree_id = role_counts.tree_id AND told.role = role_counts.role;
