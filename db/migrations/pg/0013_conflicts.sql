ALTER TABLE "current_decisions" ADD COLUMN "settles" boolean;--> statement-breakpoint
ALTER TABLE "current_decisions" ADD COLUMN "is_conflict" boolean;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "sample" jsonb;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "ms" integer;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "settles" boolean;--> statement-breakpoint
CREATE INDEX "decisions_chosen" ON "decisions" USING btree ("chosen_node_id");--> statement-breakpoint
UPDATE current_decisions SET is_conflict = true
WHERE verdict <> 'flag' AND EXISTS (
  SELECT 1 FROM decisions AS word
  WHERE word.chosen_node_id = current_decisions.chosen_node_id
    AND word.rejected_node_id = current_decisions.rejected_node_id
    AND word.verdict NOT IN ('clear', 'flag', current_decisions.verdict)
    AND NOT EXISTS (
      SELECT 1 FROM decisions AS later
      WHERE later.chosen_node_id = word.chosen_node_id
        AND later.rejected_node_id = word.rejected_node_id
        AND later.id > word.id
        AND (later.verdict = 'clear' OR coalesce(later.author, '') = coalesce(word.author, ''))
    )
);
