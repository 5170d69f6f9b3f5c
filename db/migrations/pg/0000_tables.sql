CREATE TABLE "current_decisions" (
	"chosen_node_id" text NOT NULL,
	"rejected_node_id" text NOT NULL,
	"run_id" text NOT NULL,
	"verdict" text NOT NULL,
	"reason" text,
	"author" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "current_decisions_pair" PRIMARY KEY("chosen_node_id","rejected_node_id")
);
--> statement-breakpoint
CREATE TABLE "exports" (
	"id" text PRIMARY KEY NOT NULL,
	"status" text NOT NULL,
	"progress" double precision NOT NULL,
	"message" text,
	"recipe" jsonb NOT NULL,
	"recipe_hash" text NOT NULL,
	"runs" jsonb NOT NULL,
	"files" jsonb NOT NULL,
	"manifest" jsonb,
	"rows" integer NOT NULL,
	"bytes" bigint,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "datasets" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"task" text NOT NULL,
	"sha256" text NOT NULL,
	"file_name" text,
	"question_count" integer NOT NULL,
	"rejected" jsonb NOT NULL,
	"rejected_count" integer NOT NULL,
	"is_simulated" boolean NOT NULL,
	"is_ready" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "datasets_sha256" UNIQUE("sha256")
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"chosen_node_id" text NOT NULL,
	"rejected_node_id" text NOT NULL,
	"verdict" text NOT NULL,
	"reason" text,
	"author" text,
	"blind" boolean,
	"left_node_id" text,
	"bulk" boolean,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "endpoints" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"base_url" text NOT NULL,
	"api_key" text,
	"api_key_env" text,
	"max_concurrency" integer NOT NULL,
	"requests_per_minute" integer,
	"tokens_per_minute" integer,
	"timeout_seconds" integer NOT NULL,
	"prices" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "failures" (
	"id" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"tree_id" text NOT NULL,
	"path" text NOT NULL,
	"role" text NOT NULL,
	"code" text NOT NULL,
	"message" text NOT NULL,
	"attempts" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "nodes" (
	"id" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"tree_id" text NOT NULL,
	"parent_id" text,
	"role" text NOT NULL,
	"path" text NOT NULL,
	"path_key" text NOT NULL,
	"parent_key" text NOT NULL,
	"depth" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"verdict" text,
	"effective_verdict" text,
	"override" jsonb,
	"claim" text,
	"value_numerator" bigint,
	"value_denominator" bigint,
	"leaves" integer DEFAULT 0 NOT NULL,
	"correct_leaves" integer DEFAULT 0 NOT NULL,
	"is_incomplete" boolean DEFAULT false NOT NULL,
	"label" text,
	"local_label" text,
	"finish_reason" text,
	"answer" jsonb,
	"judge" jsonb,
	"model" text,
	"prompt_tokens" integer,
	"completion_tokens" integer,
	"cached_prompt_tokens" integer,
	"is_estimated" boolean DEFAULT false NOT NULL,
	"cost_usd" double precision,
	"latency_ms" double precision,
	"seed" bigint,
	"system_fingerprint" text,
	"request_id" text,
	"created_at" timestamp (3) with time zone,
	"text" text NOT NULL,
	"reasoning" text
);
--> statement-breakpoint
CREATE TABLE "overrides" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"node_id" text NOT NULL,
	"run_id" text NOT NULL,
	"verdict" text,
	"author" text,
	"reason" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "questions" (
	"id" text PRIMARY KEY NOT NULL,
	"dataset_id" text,
	"run_id" text,
	"position" integer NOT NULL,
	"text" text NOT NULL,
	"gold" text NOT NULL,
	"task" text NOT NULL,
	"meta" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "role_counts" (
	"tree_id" text NOT NULL,
	"role" text NOT NULL,
	"run_id" text NOT NULL,
	"nodes" integer DEFAULT 0 NOT NULL,
	"correct" integer DEFAULT 0 NOT NULL,
	"unknown" integer DEFAULT 0 NOT NULL,
	"positives" integer DEFAULT 0 NOT NULL,
	"pairs" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "role_counts_tree_role" PRIMARY KEY("tree_id","role")
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"protocol" text NOT NULL,
	"dataset_id" text,
	"status" text NOT NULL,
	"waiting_for" text,
	"waiting_until" timestamp (3) with time zone,
	"waiting_reason" text,
	"config" jsonb,
	"config_hash" text NOT NULL,
	"threshold" text NOT NULL,
	"unknown_leaves" text NOT NULL,
	"incomplete" text NOT NULL,
	"budget" jsonb,
	"seed" bigint,
	"trees_total" integer DEFAULT 0 NOT NULL,
	"nodes_total" integer DEFAULT 0 NOT NULL,
	"is_simulated" boolean NOT NULL,
	"is_imported" boolean NOT NULL,
	"is_deleted" boolean DEFAULT false NOT NULL,
	"notices" jsonb NOT NULL,
	"endpoints" jsonb NOT NULL,
	"may_have_been_charged" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "search_entries" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"node_id" text NOT NULL,
	"tree_id" text NOT NULL,
	"run_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "trees" (
	"id" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"question_id" text NOT NULL,
	"position" integer NOT NULL,
	"status" text NOT NULL,
	"leaves" integer DEFAULT 0 NOT NULL,
	"correct_leaves" integer DEFAULT 0 NOT NULL,
	"unknown_leaves" integer DEFAULT 0 NOT NULL,
	"nodes_done" integer DEFAULT 0 NOT NULL,
	"nodes_total" integer DEFAULT 0 NOT NULL,
	"searched_nodes" integer DEFAULT 0 NOT NULL,
	"overrides" integer DEFAULT 0 NOT NULL,
	"disagreements" integer DEFAULT 0 NOT NULL,
	"value_numerator" bigint,
	"value_denominator" bigint,
	"role_values" jsonb NOT NULL,
	"role_pairs" jsonb NOT NULL,
	"pairs_total" integer DEFAULT 0 NOT NULL,
	"requests" integer DEFAULT 0 NOT NULL,
	"retries" integer DEFAULT 0 NOT NULL,
	"prompt_tokens" bigint DEFAULT 0 NOT NULL,
	"completion_tokens" bigint DEFAULT 0 NOT NULL,
	"cost_usd" double precision DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "current_decisions" ADD CONSTRAINT "current_decisions_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "failures" ADD CONSTRAINT "failures_tree_id_trees_id_fk" FOREIGN KEY ("tree_id") REFERENCES "public"."trees"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nodes" ADD CONSTRAINT "nodes_tree_id_trees_id_fk" FOREIGN KEY ("tree_id") REFERENCES "public"."trees"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overrides" ADD CONSTRAINT "overrides_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_counts" ADD CONSTRAINT "role_counts_tree_id_trees_id_fk" FOREIGN KEY ("tree_id") REFERENCES "public"."trees"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_entries" ADD CONSTRAINT "search_entries_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trees" ADD CONSTRAINT "trees_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trees" ADD CONSTRAINT "trees_question_id_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."questions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "current_decisions_run" ON "current_decisions" USING btree ("run_id","verdict");--> statement-breakpoint
CREATE INDEX "decisions_run" ON "decisions" USING btree ("run_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "failures_tree_path" ON "failures" USING btree ("tree_id","path");--> statement-breakpoint
CREATE INDEX "failures_run" ON "failures" USING btree ("run_id");--> statement-breakpoint
CREATE UNIQUE INDEX "nodes_tree_path" ON "nodes" USING btree ("tree_id","path");--> statement-breakpoint
CREATE INDEX "nodes_siblings" ON "nodes" USING btree ("tree_id","parent_key","ordinal","role","label","value_numerator","value_denominator","is_incomplete","id");--> statement-breakpoint
CREATE INDEX "nodes_run_role_value" ON "nodes" USING btree ("run_id","role","value_numerator","value_denominator");--> statement-breakpoint
CREATE INDEX "overrides_node" ON "overrides" USING btree ("node_id");--> statement-breakpoint
CREATE UNIQUE INDEX "questions_dataset_position" ON "questions" USING btree ("dataset_id","position");--> statement-breakpoint
CREATE INDEX "questions_run" ON "questions" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "role_counts_run" ON "role_counts" USING btree ("run_id","role");--> statement-breakpoint
CREATE INDEX "runs_dataset" ON "runs" USING btree ("dataset_id");--> statement-breakpoint
CREATE UNIQUE INDEX "search_entries_node" ON "search_entries" USING btree ("node_id");--> statement-breakpoint
CREATE INDEX "search_entries_tree" ON "search_entries" USING btree ("tree_id");--> statement-breakpoint
CREATE UNIQUE INDEX "trees_run_position" ON "trees" USING btree ("run_id","position");--> statement-breakpoint
CREATE INDEX "trees_run_status" ON "trees" USING btree ("run_id","status");--> statement-breakpoint
CREATE INDEX "trees_question" ON "trees" USING btree ("question_id");