CREATE TABLE "judge_changes" (
	"rejudging_id" text NOT NULL,
	"position" integer NOT NULL,
	"path_key" text NOT NULL,
	"node_id" text NOT NULL,
	"tree_id" text NOT NULL,
	"path" text NOT NULL,
	"role" text NOT NULL,
	"from_verdict" text,
	"to_verdict" text NOT NULL,
	"reason" text NOT NULL,
	"is_overridden" boolean NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	CONSTRAINT "judge_changes_place" PRIMARY KEY("rejudging_id","position","path_key")
);
--> statement-breakpoint
CREATE TABLE "rejudged_trees" (
	"rejudging_id" text NOT NULL,
	"position" integer NOT NULL,
	"tree_id" text NOT NULL,
	"stamps" jsonb NOT NULL,
	CONSTRAINT "rejudged_trees_place" PRIMARY KEY("rejudging_id","position")
);
--> statement-breakpoint
CREATE TABLE "rejudgings" (
	"id" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"status" text NOT NULL,
	"from_judge" jsonb,
	"to_judge" jsonb NOT NULL,
	"nodes_seen" integer NOT NULL,
	"trees_total" integer NOT NULL,
	"trees_done" integer NOT NULL,
	"next_position" integer NOT NULL,
	"counts" jsonb NOT NULL,
	"author" text,
	"message" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"applied_at" timestamp (3) with time zone,
	"undone_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "judge_changes" ADD CONSTRAINT "judge_changes_rejudging_id_rejudgings_id_fk" FOREIGN KEY ("rejudging_id") REFERENCES "public"."rejudgings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rejudged_trees" ADD CONSTRAINT "rejudged_trees_rejudging_id_rejudgings_id_fk" FOREIGN KEY ("rejudging_id") REFERENCES "public"."rejudgings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rejudgings" ADD CONSTRAINT "rejudgings_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rejudgings_run" ON "rejudgings" USING btree ("run_id","created_at");