CREATE TABLE "audit_actions" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"kind" text NOT NULL,
	"verdict" text,
	"changes" jsonb NOT NULL,
	"undoes" integer,
	"author" text,
	"reason" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_sample_leaves" (
	"sample_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"node_id" text NOT NULL,
	"tree_id" text NOT NULL,
	"verdict" text NOT NULL,
	CONSTRAINT "audit_sample_leaves_place" PRIMARY KEY("sample_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "audit_samples" (
	"id" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"seed" integer NOT NULL,
	"per_verdict" integer NOT NULL,
	"counts" jsonb NOT NULL,
	"nodes_seen" integer NOT NULL,
	"judge" jsonb,
	"author" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "blind_verdicts" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"sample_id" text NOT NULL,
	"node_id" text NOT NULL,
	"verdict" text,
	"author" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gold_marks" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"question_id" text NOT NULL,
	"run_id" text,
	"kind" text NOT NULL,
	"gold_before" text NOT NULL,
	"gold_after" text NOT NULL,
	"changes" jsonb NOT NULL,
	"undoes" integer,
	"author" text,
	"reason" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "suspicions" (
	"node_id" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"tree_id" text NOT NULL,
	"position" integer NOT NULL,
	"path_key" text NOT NULL,
	"signal" text NOT NULL,
	"signals" jsonb NOT NULL,
	"rank" integer NOT NULL,
	"alike_key" text,
	"turns_to" text NOT NULL,
	"values_turned" integer DEFAULT 0 NOT NULL,
	"labels_turned" integer DEFAULT 0 NOT NULL,
	"pairs_added" integer DEFAULT 0 NOT NULL,
	"pairs_removed" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "gold_mark" text;--> statement-breakpoint
ALTER TABLE "trees" ADD COLUMN "audited_by" text;--> statement-breakpoint
ALTER TABLE "audit_actions" ADD CONSTRAINT "audit_actions_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_sample_leaves" ADD CONSTRAINT "audit_sample_leaves_sample_id_audit_samples_id_fk" FOREIGN KEY ("sample_id") REFERENCES "public"."audit_samples"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_sample_leaves" ADD CONSTRAINT "audit_sample_leaves_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_samples" ADD CONSTRAINT "audit_samples_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blind_verdicts" ADD CONSTRAINT "blind_verdicts_sample_id_audit_samples_id_fk" FOREIGN KEY ("sample_id") REFERENCES "public"."audit_samples"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blind_verdicts" ADD CONSTRAINT "blind_verdicts_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gold_marks" ADD CONSTRAINT "gold_marks_question_id_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."questions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suspicions" ADD CONSTRAINT "suspicions_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_actions_run" ON "audit_actions" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "audit_sample_leaves_node" ON "audit_sample_leaves" USING btree ("node_id");--> statement-breakpoint
CREATE INDEX "audit_samples_run" ON "audit_samples" USING btree ("run_id","created_at");--> statement-breakpoint
CREATE INDEX "blind_verdicts_sample" ON "blind_verdicts" USING btree ("sample_id","id");--> statement-breakpoint
CREATE INDEX "blind_verdicts_node" ON "blind_verdicts" USING btree ("node_id");--> statement-breakpoint
CREATE INDEX "gold_marks_question" ON "gold_marks" USING btree ("question_id","id");--> statement-breakpoint
CREATE INDEX "gold_marks_run" ON "gold_marks" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "suspicions_run_rank" ON "suspicions" USING btree ("run_id","rank","position","path_key");--> statement-breakpoint
CREATE INDEX "suspicions_run_signal" ON "suspicions" USING btree ("run_id","signal","rank","position","path_key","labels_turned","pairs_added","pairs_removed");--> statement-breakpoint
CREATE INDEX "suspicions_alike" ON "suspicions" USING btree ("run_id","alike_key");--> statement-breakpoint
CREATE INDEX "suspicions_tree" ON "suspicions" USING btree ("tree_id");--> statement-breakpoint
CREATE INDEX "questions_gold_mark" ON "questions" USING btree ("id") WHERE "questions"."gold_mark" is not null;--> statement-breakpoint
CREATE INDEX "trees_audited" ON "trees" USING btree ("run_id","audited_by","status");