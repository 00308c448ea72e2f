CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE event (
	number INTEGER NOT NULL, 
	workspace TEXT NOT NULL, 
	at TEXT NOT NULL, 
	person TEXT, 
	author TEXT NOT NULL, 
	command TEXT NOT NULL, 
	round TEXT, 
	unit TEXT, 
	reverts TEXT, 
	grounds TEXT NOT NULL, 
	changes TEXT NOT NULL, 
	parents TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	CONSTRAINT pk_event PRIMARY KEY (number)
)
 STRICT

;

CREATE INDEX ix_event_assessment ON event (round, unit, number);

CREATE INDEX ix_event_beside ON event (number) WHERE unit IS NULL;

CREATE TABLE evidence (
	sha256 TEXT NOT NULL, 
	name TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	media_type TEXT NOT NULL, 
	CONSTRAINT pk_evidence PRIMARY KEY (sha256)
)
 WITHOUT ROWID,
 STRICT

;

CREATE TABLE office (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	address TEXT NOT NULL, 
	contact TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	CONSTRAINT pk_office PRIMARY KEY (id)
)
 WITHOUT ROWID,
 STRICT

;

CREATE TABLE person (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	evaluates INTEGER NOT NULL, 
	reviews INTEGER NOT NULL, 
	active INTEGER NOT NULL, 
	CONSTRAINT pk_person PRIMARY KEY (id)
)
 WITHOUT ROWID,
 STRICT

;

CREATE TABLE scheme_text (
	sha256 TEXT NOT NULL, 
	scheme TEXT NOT NULL, 
	version TEXT NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_scheme_text PRIMARY KEY (sha256)
)
 WITHOUT ROWID,
 STRICT

;

CREATE TABLE setting (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY (name)
)
 WITHOUT ROWID,
 STRICT

;

CREATE TABLE unit (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT, 
	size INTEGER, 
	groups TEXT NOT NULL, 
	aliases TEXT NOT NULL, 
	active INTEGER NOT NULL, 
	CONSTRAINT pk_unit PRIMARY KEY (id)
)
 WITHOUT ROWID,
 STRICT

;

CREATE TABLE workspace (
	id TEXT NOT NULL, 
	created TEXT NOT NULL, 
	CONSTRAINT pk_workspace PRIMARY KEY (id)
)
 WITHOUT ROWID,
 STRICT

;

CREATE TABLE ledger_row (
	id TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	ledger TEXT NOT NULL, 
	fields TEXT NOT NULL, 
	CONSTRAINT pk_ledger_row PRIMARY KEY (id), 
	CONSTRAINT fk_ledger_row_unit FOREIGN KEY(unit) REFERENCES unit (id)
)
 WITHOUT ROWID,
 STRICT

;

CREATE INDEX ix_ledger_row_unit ON ledger_row (unit);

CREATE TABLE round (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	period TEXT NOT NULL, 
	scheme TEXT NOT NULL, 
	scheme_text TEXT NOT NULL, 
	opened TEXT NOT NULL, 
	archived INTEGER NOT NULL, reviewed INTEGER DEFAULT 0 NOT NULL, beside TEXT CONSTRAINT fk_round_beside REFERENCES round (id), 
	CONSTRAINT pk_round PRIMARY KEY (id), 
	CONSTRAINT fk_round_scheme_text FOREIGN KEY(scheme_text) REFERENCES scheme_text (sha256)
)
 WITHOUT ROWID,
 STRICT

;

CREATE TABLE assessment (
	round TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT, 
	size INTEGER, 
	evaluator TEXT, 
	reviewer TEXT, 
	state TEXT NOT NULL, 
	counts TEXT NOT NULL, absent TEXT DEFAULT '' NOT NULL, stage TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_assessment PRIMARY KEY (round, unit), 
	CONSTRAINT fk_assessment_evaluator FOREIGN KEY(evaluator) REFERENCES person (id), 
	CONSTRAINT fk_assessment_reviewer FOREIGN KEY(reviewer) REFERENCES person (id), 
	CONSTRAINT fk_assessment_round FOREIGN KEY(round) REFERENCES round (id), 
	CONSTRAINT fk_assessment_unit FOREIGN KEY(unit) REFERENCES unit (id)
)
 WITHOUT ROWID,
 STRICT

;

CREATE TABLE letter (
	id TEXT NOT NULL, 
	round TEXT NOT NULL, 
	unit TEXT, 
	kind TEXT NOT NULL, 
	number TEXT NOT NULL, 
	dated TEXT NOT NULL, 
	title TEXT NOT NULL, 
	text TEXT NOT NULL, document TEXT CONSTRAINT fk_letter_document REFERENCES evidence (sha256), 
	CONSTRAINT pk_letter PRIMARY KEY (id), 
	CONSTRAINT fk_letter_round FOREIGN KEY(round) REFERENCES round (id), 
	CONSTRAINT fk_letter_unit FOREIGN KEY(unit) REFERENCES unit (id)
)
 WITHOUT ROWID,
 STRICT

;

CREATE INDEX ix_letter_round ON letter (round);

CREATE TABLE discretion (
	round TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	indicator TEXT NOT NULL, 
	score TEXT NOT NULL, 
	grounds TEXT NOT NULL, 
	CONSTRAINT pk_discretion PRIMARY KEY (round, unit, indicator), 
	CONSTRAINT fk_discretion_round FOREIGN KEY(round, unit) REFERENCES assessment (round, unit)
)
 WITHOUT ROWID,
 STRICT

;

CREATE TABLE finding (
	round TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	criterion TEXT NOT NULL, 
	fact TEXT NOT NULL, 
	itemised INTEGER NOT NULL, 
	note TEXT NOT NULL, 
	grounds TEXT NOT NULL, 
	exempt INTEGER NOT NULL, 
	applies INTEGER NOT NULL, 
	CONSTRAINT pk_finding PRIMARY KEY (round, unit, criterion), 
	CONSTRAINT fk_finding_round FOREIGN KEY(round, unit) REFERENCES assessment (round, unit)
)
 WITHOUT ROWID,
 STRICT

;

CREATE TABLE not_applicable (
	round TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	indicator TEXT NOT NULL, 
	grounds TEXT NOT NULL, gives TEXT, 
	CONSTRAINT pk_not_applicable PRIMARY KEY (round, unit, indicator), 
	CONSTRAINT fk_not_applicable_round FOREIGN KEY(round, unit) REFERENCES assessment (round, unit)
)
 WITHOUT ROWID,
 STRICT

;

CREATE TABLE waiver (
	round TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	requirement INTEGER NOT NULL, 
	piece TEXT NOT NULL, 
	plan_item INTEGER NOT NULL, 
	grounds TEXT NOT NULL, 
	CONSTRAINT pk_waiver PRIMARY KEY (round, unit, requirement, piece, plan_item), 
	CONSTRAINT fk_waiver_round FOREIGN KEY(round, unit) REFERENCES assessment (round, unit)
)
 WITHOUT ROWID,
 STRICT

;

CREATE TABLE item (
	id TEXT NOT NULL, 
	round TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	criterion TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	note TEXT NOT NULL, 
	date TEXT, 
	exempt INTEGER NOT NULL, 
	grounds TEXT NOT NULL, 
	figures TEXT NOT NULL, shared TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_item PRIMARY KEY (id), 
	CONSTRAINT fk_item_round FOREIGN KEY(round, unit, criterion) REFERENCES finding (round, unit, criterion)
)
 WITHOUT ROWID,
 STRICT

;

CREATE INDEX ix_item_finding ON item (round, unit, criterion);

CREATE TABLE evidence_link (
	id TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	round TEXT, 
	unit TEXT, 
	requirement INTEGER, 
	piece TEXT NOT NULL, 
	plan_item INTEGER, 
	criterion TEXT, 
	item TEXT, 
	ledger_row TEXT, 
	page INTEGER, 
	region TEXT NOT NULL, objection TEXT
    CONSTRAINT fk_evidence_link_objection REFERENCES objection (id), rectification TEXT
    CONSTRAINT fk_evidence_link_rectification REFERENCES rectification (id), 
	CONSTRAINT pk_evidence_link PRIMARY KEY (id), 
	CONSTRAINT fk_evidence_link_evidence FOREIGN KEY(evidence) REFERENCES evidence (sha256), 
	CONSTRAINT fk_evidence_link_item FOREIGN KEY(item) REFERENCES item (id), 
	CONSTRAINT fk_evidence_link_ledger_row FOREIGN KEY(ledger_row) REFERENCES ledger_row (id), 
	CONSTRAINT fk_evidence_link_round FOREIGN KEY(round, unit) REFERENCES assessment (round, unit)
)
 WITHOUT ROWID,
 STRICT

;

CREATE INDEX ix_evidence_link_assessment ON evidence_link (round, unit);

CREATE INDEX ix_evidence_link_evidence ON evidence_link (evidence);

CREATE INDEX ix_evidence_link_item ON evidence_link (item);

CREATE INDEX ix_evidence_link_ledger_row ON evidence_link (ledger_row);

CREATE TABLE office_day (
	day TEXT NOT NULL, 
	working INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT pk_office_day PRIMARY KEY (day)
)
 WITHOUT ROWID,
 STRICT

;

CREATE TABLE office_report (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	months TEXT NOT NULL, 
	day TEXT NOT NULL, 
	covers TEXT NOT NULL, 
	groups TEXT NOT NULL, 
	since TEXT, 
	until TEXT, 
	CONSTRAINT pk_office_report PRIMARY KEY (id)
)
 WITHOUT ROWID,
 STRICT

;

CREATE TABLE proposal_answer (
	round TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	criterion TEXT NOT NULL, 
	accepted INTEGER NOT NULL, 
	grounds TEXT NOT NULL, 
	fact TEXT NOT NULL, 
	rows TEXT NOT NULL, 
	CONSTRAINT pk_proposal_answer PRIMARY KEY (round, unit, criterion), 
	CONSTRAINT fk_proposal_answer_round FOREIGN KEY(round, unit) REFERENCES assessment (round, unit)
)
 WITHOUT ROWID,
 STRICT

;

CREATE TABLE template_file (
	sha256 TEXT NOT NULL, 
	name TEXT NOT NULL, 
	content TEXT NOT NULL, 
	CONSTRAINT pk_template_file PRIMARY KEY (sha256)
)
 WITHOUT ROWID,
 STRICT

;

CREATE TABLE letter_template (
	kind TEXT NOT NULL, 
	file TEXT NOT NULL, 
	CONSTRAINT pk_letter_template PRIMARY KEY (kind), 
	CONSTRAINT fk_letter_template_file FOREIGN KEY(file) REFERENCES template_file (sha256)
)
 WITHOUT ROWID,
 STRICT

;

CREATE TABLE review_remark (
	id TEXT NOT NULL, 
	round TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	part TEXT NOT NULL, 
	text TEXT NOT NULL, 
	person TEXT, 
	answer TEXT NOT NULL, 
	settled INTEGER NOT NULL, 
	CONSTRAINT pk_review_remark PRIMARY KEY (id), 
	CONSTRAINT fk_review_remark_person FOREIGN KEY(person) REFERENCES person (id), 
	CONSTRAINT fk_review_remark_round FOREIGN KEY(round, unit) REFERENCES assessment (round, unit)
)
 WITHOUT ROWID,
 STRICT

;

CREATE INDEX ix_review_remark_assessment ON review_remark (round, unit);

CREATE TABLE meeting (
	id TEXT NOT NULL, 
	round TEXT NOT NULL, 
	name TEXT NOT NULL, 
	held TEXT NOT NULL, 
	chair TEXT NOT NULL, 
	present TEXT NOT NULL, 
	closed INTEGER NOT NULL, 
	CONSTRAINT pk_meeting PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_round FOREIGN KEY(round) REFERENCES round (id)
)
 WITHOUT ROWID,
 STRICT

;

CREATE INDEX ix_meeting_round ON meeting (round);

CREATE TABLE meeting_change (
	id TEXT NOT NULL, 
	meeting TEXT NOT NULL, 
	round TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	part TEXT NOT NULL, 
	what TEXT NOT NULL, 
	grounds TEXT NOT NULL, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	CONSTRAINT pk_meeting_change PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_change_meeting FOREIGN KEY(meeting) REFERENCES meeting (id), 
	CONSTRAINT fk_meeting_change_round FOREIGN KEY(round, unit) REFERENCES assessment (round, unit)
)
 WITHOUT ROWID,
 STRICT

;

CREATE INDEX ix_meeting_change_meeting ON meeting_change (meeting);

CREATE TABLE objection (
	id TEXT NOT NULL, 
	round TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	part TEXT NOT NULL, 
	criterion TEXT, 
	raised TEXT NOT NULL, 
	claim TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	state TEXT NOT NULL, 
	grounds TEXT NOT NULL, 
	decided TEXT, 
	"before" INTEGER, 
	"after" INTEGER, 
	CONSTRAINT pk_objection PRIMARY KEY (id), 
	CONSTRAINT fk_objection_round FOREIGN KEY(round, unit) REFERENCES assessment (round, unit)
)
 WITHOUT ROWID,
 STRICT

;

CREATE INDEX ix_objection_assessment ON objection (round, unit);

CREATE TABLE rectification (
	id TEXT NOT NULL, 
	round TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	part TEXT NOT NULL, 
	criterion TEXT, 
	problem TEXT NOT NULL, 
	lost TEXT NOT NULL, 
	measure TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	due TEXT, 
	state TEXT NOT NULL, 
	repaired TEXT, 
	report TEXT NOT NULL, 
	checked TEXT, 
	checker TEXT NOT NULL, 
	verdict TEXT NOT NULL, 
	CONSTRAINT pk_rectification PRIMARY KEY (id), 
	CONSTRAINT fk_rectification_round FOREIGN KEY(round, unit) REFERENCES assessment (round, unit)
)
 WITHOUT ROWID,
 STRICT

;

CREATE INDEX ix_rectification_assessment ON rectification (round, unit);

CREATE TABLE handover (
	id TEXT NOT NULL, 
	round TEXT NOT NULL, 
	units TEXT NOT NULL, 
	workspace TEXT NOT NULL, 
	head TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	given TEXT NOT NULL, 
	"to" TEXT NOT NULL, 
	back TEXT, 
	own INTEGER, 
	sheets TEXT NOT NULL, 
	CONSTRAINT pk_handover PRIMARY KEY (id), 
	CONSTRAINT fk_handover_round FOREIGN KEY(round) REFERENCES round (id)
)
 WITHOUT ROWID,
 STRICT

;

CREATE INDEX ix_handover_round ON handover (round);

CREATE TABLE foreign_event (
	hash TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	workspace TEXT NOT NULL, 
	parents TEXT NOT NULL, 
	at TEXT, 
	person TEXT, 
	author TEXT, 
	command TEXT, 
	round TEXT, 
	unit TEXT, 
	reverts TEXT, 
	grounds TEXT, 
	changes TEXT, 
	CONSTRAINT pk_foreign_event PRIMARY KEY (hash)
)
 WITHOUT ROWID,
 STRICT

;

CREATE INDEX ix_foreign_event_assessment ON foreign_event (round, unit);

CREATE INDEX ix_evidence_link_objection ON evidence_link (objection);

CREATE INDEX ix_evidence_link_rectification ON evidence_link (rectification);

CREATE TRIGGER guard_finding_insert BEFORE INSERT ON finding WHEN EXISTS (SELECT 1 FROM assessment WHERE round = NEW.round AND unit = NEW.unit AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_finding_update BEFORE UPDATE ON finding WHEN EXISTS (SELECT 1 FROM assessment WHERE round = OLD.round AND unit = OLD.unit AND state = 'finalised') OR EXISTS (SELECT 1 FROM assessment WHERE round = NEW.round AND unit = NEW.unit AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_finding_delete BEFORE DELETE ON finding WHEN EXISTS (SELECT 1 FROM assessment WHERE round = OLD.round AND unit = OLD.unit AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_item_insert BEFORE INSERT ON item WHEN EXISTS (SELECT 1 FROM assessment WHERE round = NEW.round AND unit = NEW.unit AND state = 'finalised') OR EXISTS (SELECT 1 FROM item AS held JOIN assessment USING (round, unit) WHERE held.id = NEW.id AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_item_update BEFORE UPDATE ON item WHEN EXISTS (SELECT 1 FROM assessment WHERE round = OLD.round AND unit = OLD.unit AND state = 'finalised') OR EXISTS (SELECT 1 FROM assessment WHERE round = NEW.round AND unit = NEW.unit AND state = 'finalised') OR EXISTS (SELECT 1 FROM item AS held JOIN assessment USING (round, unit) WHERE held.id = NEW.id AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_item_delete BEFORE DELETE ON item WHEN EXISTS (SELECT 1 FROM assessment WHERE round = OLD.round AND unit = OLD.unit AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_discretion_insert BEFORE INSERT ON discretion WHEN EXISTS (SELECT 1 FROM assessment WHERE round = NEW.round AND unit = NEW.unit AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_discretion_update BEFORE UPDATE ON discretion WHEN EXISTS (SELECT 1 FROM assessment WHERE round = OLD.round AND unit = OLD.unit AND state = 'finalised') OR EXISTS (SELECT 1 FROM assessment WHERE round = NEW.round AND unit = NEW.unit AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_discretion_delete BEFORE DELETE ON discretion WHEN EXISTS (SELECT 1 FROM assessment WHERE round = OLD.round AND unit = OLD.unit AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_not_applicable_insert BEFORE INSERT ON not_applicable WHEN EXISTS (SELECT 1 FROM assessment WHERE round = NEW.round AND unit = NEW.unit AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_not_applicable_update BEFORE UPDATE ON not_applicable WHEN EXISTS (SELECT 1 FROM assessment WHERE round = OLD.round AND unit = OLD.unit AND state = 'finalised') OR EXISTS (SELECT 1 FROM assessment WHERE round = NEW.round AND unit = NEW.unit AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_not_applicable_delete BEFORE DELETE ON not_applicable WHEN EXISTS (SELECT 1 FROM assessment WHERE round = OLD.round AND unit = OLD.unit AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_waiver_insert BEFORE INSERT ON waiver WHEN EXISTS (SELECT 1 FROM assessment WHERE round = NEW.round AND unit = NEW.unit AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_waiver_update BEFORE UPDATE ON waiver WHEN EXISTS (SELECT 1 FROM assessment WHERE round = OLD.round AND unit = OLD.unit AND state = 'finalised') OR EXISTS (SELECT 1 FROM assessment WHERE round = NEW.round AND unit = NEW.unit AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_waiver_delete BEFORE DELETE ON waiver WHEN EXISTS (SELECT 1 FROM assessment WHERE round = OLD.round AND unit = OLD.unit AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_proposal_answer_insert BEFORE INSERT ON proposal_answer WHEN EXISTS (SELECT 1 FROM assessment WHERE round = NEW.round AND unit = NEW.unit AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_proposal_answer_update BEFORE UPDATE ON proposal_answer WHEN EXISTS (SELECT 1 FROM assessment WHERE round = OLD.round AND unit = OLD.unit AND state = 'finalised') OR EXISTS (SELECT 1 FROM assessment WHERE round = NEW.round AND unit = NEW.unit AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_proposal_answer_delete BEFORE DELETE ON proposal_answer WHEN EXISTS (SELECT 1 FROM assessment WHERE round = OLD.round AND unit = OLD.unit AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_evidence_link_insert BEFORE INSERT ON evidence_link WHEN EXISTS (SELECT 1 FROM assessment WHERE round = NEW.round AND unit = NEW.unit AND state = 'finalised') OR EXISTS (SELECT 1 FROM evidence_link AS held JOIN assessment USING (round, unit) WHERE held.id = NEW.id AND state = 'finalised') OR EXISTS (SELECT 1 FROM item JOIN assessment USING (round, unit) WHERE item.id = NEW.item AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_evidence_link_update BEFORE UPDATE ON evidence_link WHEN EXISTS (SELECT 1 FROM assessment WHERE round = OLD.round AND unit = OLD.unit AND state = 'finalised') OR EXISTS (SELECT 1 FROM item JOIN assessment USING (round, unit) WHERE item.id = OLD.item AND state = 'finalised') OR EXISTS (SELECT 1 FROM assessment WHERE round = NEW.round AND unit = NEW.unit AND state = 'finalised') OR EXISTS (SELECT 1 FROM evidence_link AS held JOIN assessment USING (round, unit) WHERE held.id = NEW.id AND state = 'finalised') OR EXISTS (SELECT 1 FROM item JOIN assessment USING (round, unit) WHERE item.id = NEW.item AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_evidence_link_delete BEFORE DELETE ON evidence_link WHEN EXISTS (SELECT 1 FROM assessment WHERE round = OLD.round AND unit = OLD.unit AND state = 'finalised') OR EXISTS (SELECT 1 FROM item JOIN assessment USING (round, unit) WHERE item.id = OLD.item AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_assessment_insert BEFORE INSERT ON assessment WHEN NEW.state <> 'open' OR EXISTS (SELECT 1 FROM assessment WHERE round = NEW.round AND unit = NEW.unit AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_assessment_update BEFORE UPDATE ON assessment WHEN CASE WHEN OLD.state = 'finalised' THEN NOT (NEW.state = 'open' AND NEW.round IS OLD.round AND NEW.unit IS OLD.unit AND NEW.position IS OLD.position AND NEW.name IS OLD.name AND NEW.kind IS OLD.kind AND NEW.size IS OLD.size AND NEW.evaluator IS OLD.evaluator AND NEW.reviewer IS OLD.reviewer AND NEW.counts IS OLD.counts AND NEW.absent IS OLD.absent AND NEW.stage IS OLD.stage AND EXISTS (SELECT 1 FROM event WHERE number = (SELECT max(number) FROM event) AND command = 'reopen' AND round = NEW.round AND unit = NEW.unit)) ELSE EXISTS (SELECT 1 FROM assessment WHERE round = NEW.round AND unit = NEW.unit AND state = 'finalised') OR NOT (NEW.state = 'open' OR (NEW.state = 'finalised' AND EXISTS (SELECT 1 FROM event WHERE number = (SELECT max(number) FROM event) AND command = 'finalise' AND round = NEW.round AND unit = NEW.unit))) END BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_assessment_delete BEFORE DELETE ON assessment WHEN OLD.state = 'finalised' BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_round_insert BEFORE INSERT ON round WHEN EXISTS (SELECT 1 FROM assessment WHERE round = NEW.id AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_round_update BEFORE UPDATE ON round WHEN (EXISTS (SELECT 1 FROM assessment WHERE round = OLD.id AND state = 'finalised') OR EXISTS (SELECT 1 FROM assessment WHERE round = NEW.id AND state = 'finalised')) AND NOT (NEW.id IS OLD.id AND NEW.scheme IS OLD.scheme AND NEW.scheme_text IS OLD.scheme_text) BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_round_delete BEFORE DELETE ON round WHEN EXISTS (SELECT 1 FROM assessment WHERE round = OLD.id AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_evidence_insert BEFORE INSERT ON evidence WHEN EXISTS (SELECT 1 FROM evidence_link JOIN assessment USING (round, unit) WHERE evidence = NEW.sha256 AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_evidence_update BEFORE UPDATE ON evidence WHEN EXISTS (SELECT 1 FROM evidence_link JOIN assessment USING (round, unit) WHERE evidence = OLD.sha256 AND state = 'finalised') OR EXISTS (SELECT 1 FROM evidence_link JOIN assessment USING (round, unit) WHERE evidence = NEW.sha256 AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_evidence_delete BEFORE DELETE ON evidence WHEN EXISTS (SELECT 1 FROM evidence_link JOIN assessment USING (round, unit) WHERE evidence = OLD.sha256 AND state = 'finalised') BEGIN SELECT RAISE(ABORT, 'the assessment is finalised'); END;

CREATE TRIGGER guard_scheme_text_update BEFORE UPDATE ON scheme_text BEGIN SELECT RAISE(ABORT, 'this is never changed'); END;

CREATE TRIGGER guard_scheme_text_delete BEFORE DELETE ON scheme_text BEGIN SELECT RAISE(ABORT, 'this is never changed'); END;

CREATE TRIGGER guard_scheme_text_insert BEFORE INSERT ON scheme_text WHEN EXISTS (SELECT 1 FROM scheme_text WHERE sha256 = NEW.sha256) BEGIN SELECT RAISE(ABORT, 'this is never changed'); END;

CREATE TRIGGER guard_template_file_update BEFORE UPDATE ON template_file BEGIN SELECT RAISE(ABORT, 'this is never changed'); END;

CREATE TRIGGER guard_template_file_delete BEFORE DELETE ON template_file BEGIN SELECT RAISE(ABORT, 'this is never changed'); END;

CREATE TRIGGER guard_template_file_insert BEFORE INSERT ON template_file WHEN EXISTS (SELECT 1 FROM template_file WHERE sha256 = NEW.sha256) BEGIN SELECT RAISE(ABORT, 'this is never changed'); END;

CREATE TRIGGER guard_workspace_update BEFORE UPDATE ON workspace BEGIN SELECT RAISE(ABORT, 'this is never changed'); END;

CREATE TRIGGER guard_workspace_delete BEFORE DELETE ON workspace BEGIN SELECT RAISE(ABORT, 'this is never changed'); END;

CREATE TRIGGER guard_workspace_insert BEFORE INSERT ON workspace WHEN EXISTS (SELECT 1 FROM workspace) BEGIN SELECT RAISE(ABORT, 'this is never changed'); END;

CREATE TRIGGER guard_event_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever continued'); END;

CREATE TRIGGER guard_event_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever continued'); END;

CREATE TRIGGER guard_event_insert BEFORE INSERT ON event WHEN NOT (NEW.number IS (SELECT coalesce(max(number), 0) + 1 FROM event) AND (NEW.parents IS coalesce((SELECT '["' || hash || '"]' FROM event ORDER BY number DESC LIMIT 1), '[]') OR NEW.command IN ('take-over', 'merge') AND NEW.parents IS (SELECT '["' || hash || '","' || (SELECT hash FROM foreign_event WHERE hash = substr(NEW.parents, 70, 64)) || '"]' FROM event ORDER BY number DESC LIMIT 1)) AND length(NEW.hash) = 64) BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever continued'); END;

CREATE TRIGGER guard_foreign_event_update BEFORE UPDATE ON foreign_event WHEN NOT (OLD.changes IS NULL AND NEW.changes IS NOT NULL AND NEW.hash IS OLD.hash AND NEW.number IS OLD.number AND NEW.workspace IS OLD.workspace AND NEW.parents IS OLD.parents) BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever continued'); END;

CREATE TRIGGER guard_foreign_event_delete BEFORE DELETE ON foreign_event BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever continued'); END;

CREATE TRIGGER guard_foreign_event_insert BEFORE INSERT ON foreign_event WHEN EXISTS (SELECT 1 FROM foreign_event WHERE hash = NEW.hash) OR length(NEW.hash) <> 64 BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever continued'); END;

