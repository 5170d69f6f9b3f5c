CREATE TABLE "hub_access" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text,
	"token_env" text
);
--> statement-breakpoint
CREATE TABLE "hub_pushes" (
	"id" text PRIMARY KEY NOT NULL,
	"export_id" text NOT NULL,
	"hub_url" text NOT NULL,
	"repo" text NOT NULL,
	"is_private" boolean NOT NULL,
	"status" text NOT NULL,
	"progress" double precision NOT NULL,
	"message" text,
	"url" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "hub_pushes" ADD CONSTRAINT "hub_pushes_export_id_exports_id_fk" FOREIGN KEY ("export_id") REFERENCES "public"."exports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "hub_pushes_export" ON "hub_pushes" USING btree ("export_id","created_at");