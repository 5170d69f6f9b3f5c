-- What the planner should expect, as of full trees of 39 nodes: without it, it takes one tree for ten nodes and
-- walks whole trees where a sibling group is asked for.
analyze;
--> statement-breakpoint
delete from sqlite_stat1;
--> statement-breakpoint
insert into sqlite_stat1(tbl, idx, stat) values
  ('nodes', 'nodes_siblings', '300000 39 3 1 1 1 1 1 1 1'),
  ('nodes', 'nodes_tree_path', '300000 39 1'),
  ('nodes', 'nodes_run_role_value', '300000 30000 10000 1000 1000'),
  ('nodes', 'sqlite_autoindex_nodes_1', '300000 1'),
  ('trees', 'trees_run_position', '7500 750 1'),
  ('trees', 'trees_run_status', '7500 750 200'),
  ('trees', 'trees_question', '7500 2'),
  ('trees', 'sqlite_autoindex_trees_1', '7500 1'),
  ('questions', 'questions_dataset_position', '7500 750 1'),
  ('questions', 'questions_run', '7500 750'),
  ('questions', 'sqlite_autoindex_questions_1', '7500 1'),
  ('current_decisions', 'sqlite_autoindex_current_decisions_1', '1000 2 1'),
  ('current_decisions', 'current_decisions_run', '1000 200 50');
