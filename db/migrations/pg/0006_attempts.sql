CREATE TABLE "attempts" (
	"id" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"tree_id" text NOT NULL,
	"paths" jsonb NOT NULL,
	"endpoint_id" text NOT NULL,
	"owner" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"tokens" bigint NOT NULL,
	"usd" double precision NOT NULL
);
--> statement-breakpoint
CREATE TABLE "endpoint_shares" (
	"endpoint_id" text NOT NULL,
	"process_id" text NOT NULL,
	"demand" integer NOT NULL,
	"granted" integer NOT NULL,
	"rate" double precision NOT NULL,
	"rate_held" double precision NOT NULL,
	"rate_held_until" timestamp (3) with time zone,
	"closed_until" timestamp (3) with time zone,
	"closed_reason" text,
	CONSTRAINT "endpoint_shares_place" PRIMARY KEY("endpoint_id","process_id")
);
--> statement-breakpoint
CREATE TABLE "processes" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"host" text NOT NULL,
	"pid" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "may_have_been_charged_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "may_have_been_charged_usd" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endpoint_shares" ADD CONSTRAINT "endpoint_shares_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attempts_run" ON "attempts" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "attempts_owner" ON "attempts" USING btree ("owner");--> statement-breakpoint
CREATE INDEX "endpoint_shares_process" ON "endpoint_shares" USING btree ("process_id");