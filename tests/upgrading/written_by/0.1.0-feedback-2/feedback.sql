BEGIN TRANSACTION;
CREATE TABLE answered (
	day DATE NOT NULL, 
	audience VARCHAR(16) NOT NULL, 
	language VARCHAR(8) NOT NULL, 
	mode VARCHAR(16) NOT NULL, 
	count INTEGER NOT NULL, 
	PRIMARY KEY (day, audience, language, mode)
);
INSERT INTO "answered" VALUES('2026-03-10','internal','de','extractive',2);
CREATE TABLE cited (
	day DATE NOT NULL, 
	document VARCHAR(64) NOT NULL, 
	count INTEGER NOT NULL, 
	PRIMARY KEY (day, document)
);
INSERT INTO "cited" VALUES('2026-03-10','c1f503776662c7870e7a',2);
CREATE TABLE counts (
	day DATE NOT NULL, 
	reason VARCHAR(32) NOT NULL, 
	audience VARCHAR(16) NOT NULL, 
	language VARCHAR(8) NOT NULL, 
	count INTEGER NOT NULL, 
	PRIMARY KEY (day, reason, audience, language)
);
INSERT INTO "counts" VALUES('2026-03-10','out_of_scope','internal','de',1);
CREATE TABLE questions (
	answer VARCHAR(32) NOT NULL, 
	day DATE NOT NULL, 
	text TEXT NOT NULL, 
	history JSON NOT NULL, 
	reason VARCHAR(32), 
	mode VARCHAR(16) NOT NULL, 
	audience VARCHAR(16) NOT NULL, 
	language VARCHAR(8) NOT NULL, 
	places JSON NOT NULL, 
	is_wrong BOOLEAN NOT NULL, 
	comment TEXT NOT NULL, 
	in_gold BOOLEAN NOT NULL, 
	PRIMARY KEY (answer)
);
INSERT INTO "questions" VALUES('Q7pz9IjMDVwrgkwIdpv60w','2026-03-10','Der Zuschuss wird als Festbetrag gezahlt.','[]',NULL,'extractive','internal','de','[["c1f503776662c7870e7a", 62, 103]]',1,'Das gilt nicht mehr.',0);
INSERT INTO "questions" VALUES('DLGa5UJHSrXi9MeMfzKJWQ','2026-03-10','Wer zahlt den Umbau der Sternwarte?','[]','out_of_scope','extractive','internal','de','[["c1f503776662c7870e7a", 0, 103], ["4725ad4108c3fd4e2944", 0, 73], ["0c41edce341afbbd6a4f", 0, 148]]',0,'',0);
CREATE TABLE state (
	only INTEGER NOT NULL, 
	schema_version INTEGER NOT NULL, 
	secret BLOB NOT NULL, 
	answers_since DATE, 
	PRIMARY KEY (only)
);
INSERT INTO "state" VALUES(1,2,X'D9C47A1876BC5A57F9AF3FACE6938E8C7EFD94038CE9A8763F72958E3DB94042','2026-03-10');
CREATE TABLE votes (
	answer VARCHAR(32) NOT NULL, 
	day DATE NOT NULL, 
	verdict VARCHAR(16) NOT NULL, 
	mode VARCHAR(16) NOT NULL, 
	documents JSON NOT NULL, 
	PRIMARY KEY (answer)
);
INSERT INTO "votes" VALUES('52p0up6MMdhgNTm5HmDLJA','2026-03-10','helpful','extractive','["c1f503776662c7870e7a"]');
INSERT INTO "votes" VALUES('Q7pz9IjMDVwrgkwIdpv60w','2026-03-10','wrong','extractive','["c1f503776662c7870e7a"]');
CREATE INDEX ix_questions_day ON questions (day);
COMMIT;
