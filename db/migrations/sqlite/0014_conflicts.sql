ALTER TABLE `current_decisions` ADD `settles` integer;--> statement-breakpoint
ALTER TABLE `current_decisions` ADD `is_conflict` integer;--> statement-breakpoint
ALTER TABLE `decisions` ADD `sample` text;--> statement-breakpoint
ALTER TABLE `decisions` ADD `ms` integer;--> statement-breakpoint
ALTER TABLE `decisions` ADD `settles` integer;--> statement-breakpoint
CREATE INDEX `decisions_chosen` ON `decisions` (`chosen_node_id`);--> statement-breakpoint
UPDATE current_decisions SET is_conflict = 1
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
