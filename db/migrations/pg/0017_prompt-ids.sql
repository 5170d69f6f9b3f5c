CREATE TABLE "prompt_ids" (
	"tree_id" text NOT NULL,
	"parent_path" text NOT NULL,
	"role" text NOT NULL,
	"run_id" text NOT NULL,
	"model" text NOT NULL,
	"messages" jsonb NOT NULL,
	"ids" jsonb NOT NULL,
	CONSTRAINT "prompt_ids_place" PRIMARY KEY("tree_id","parent_path","role")
);
--> statement-breakpoint
ALTER TABLE "prompt_ids" ADD CONSTRAINT "prompt_ids_tree_id_trees_id_fk" FOREIGN KEY ("tree_id") REFERENCES "public"."trees"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "prompt_ids_run" ON "prompt_ids" USING btree ("run_id","role");