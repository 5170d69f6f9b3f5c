CREATE TABLE "judge_rules" (
	"dataset_id" text NOT NULL,
	"version" integer NOT NULL,
	"rule" jsonb NOT NULL,
	"note" text,
	"author" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "judge_rules_dataset_version" PRIMARY KEY("dataset_id","version")
);
--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "rule_version" integer;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "gold_check" jsonb;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "gold_problem" text;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "judge" jsonb;--> statement-breakpoint
ALTER TABLE "judge_rules" ADD CONSTRAINT "judge_rules_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "questions_gold_problem" ON "questions" USING btree ("dataset_id","position") WHERE "questions"."gold_problem" is not null;