CREATE TABLE "vote_tasks" (
	"id" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"endpoint_id" text NOT NULL,
	"base_url" text NOT NULL,
	"model" text NOT NULL,
	"prompt_version" text NOT NULL,
	"max_tokens" integer NOT NULL,
	"temperature" double precision NOT NULL,
	"again" boolean NOT NULL,
	"leaf_limit" integer,
	"budget_usd" double precision,
	"status" text NOT NULL,
	"message" text,
	"leaves_total" integer DEFAULT 0 NOT NULL,
	"leaves_failed" integer DEFAULT 0 NOT NULL,
	"leaves_skipped" integer DEFAULT 0 NOT NULL,
	"correct" integer DEFAULT 0 NOT NULL,
	"incorrect" integer DEFAULT 0 NOT NULL,
	"unknown" integer DEFAULT 0 NOT NULL,
	"requests" integer DEFAULT 0 NOT NULL,
	"retries" integer DEFAULT 0 NOT NULL,
	"prompt_tokens" bigint DEFAULT 0 NOT NULL,
	"completion_tokens" bigint DEFAULT 0 NOT NULL,
	"cost_usd" double precision DEFAULT 0 NOT NULL,
	"may_have_been_charged" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "votes" (
	"id" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"tree_id" text NOT NULL,
	"node_id" text NOT NULL,
	"task_id" text NOT NULL,
	"endpoint_id" text NOT NULL,
	"base_url" text NOT NULL,
	"model" text NOT NULL,
	"answered_by" text,
	"prompt_version" text NOT NULL,
	"temperature" double precision,
	"max_tokens" integer NOT NULL,
	"vote" text NOT NULL,
	"finish_reason" text,
	"prompt_tokens" integer NOT NULL,
	"completion_tokens" integer NOT NULL,
	"is_estimated" boolean NOT NULL,
	"cost_usd" double precision NOT NULL,
	"latency_ms" double precision NOT NULL,
	"request_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"messages" jsonb NOT NULL,
	"text" text NOT NULL,
	"reasoning" text
);
--> statement-breakpoint
ALTER TABLE "vote_tasks" ADD CONSTRAINT "vote_tasks_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "vote_tasks_run" ON "vote_tasks" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "votes_node" ON "votes" USING btree ("node_id","id");--> statement-breakpoint
CREATE INDEX "votes_run" ON "votes" USING btree ("run_id","id");