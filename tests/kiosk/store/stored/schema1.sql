-- A station's records as schema 1 left them: two orders, a resident, an audited look at a phone.
BEGIN TRANSACTION;
CREATE TABLE attention (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    reason TEXT NOT NULL,
    order_id TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT '',
    total_minor INTEGER NOT NULL DEFAULT 0,
    at INTEGER NOT NULL,
    choice TEXT NOT NULL DEFAULT '',
    resolved_at INTEGER NOT NULL DEFAULT 0
) STRICT
;
CREATE TABLE audit (
    row_id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    chain TEXT NOT NULL
) STRICT
;
INSERT INTO "audit" VALUES(1,1760000000000,'phone.revealed','01a20c93-bcc0-77af-b8ec-7077614d93e3','','7973b373d93065bf779a5d3ace7d96e8af5d2ce8f5fd10877c92c02c0fcab19a');
CREATE TABLE basket (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('open', 'parked')),
    lines TEXT NOT NULL DEFAULT '[]',
    currency TEXT NOT NULL,
    catalogue_version INTEGER NOT NULL,
    picture TEXT NOT NULL DEFAULT '',
    parked_at INTEGER NOT NULL DEFAULT 0
) STRICT
;
CREATE TABLE cash_movement (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('sale', 'refund', 'cash_in', 'cash_out', 'payout',
        'deposit', 'courier_remittance', 'variance')),
    amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    payment_row INTEGER REFERENCES payment (row_id),
    at INTEGER NOT NULL
) STRICT
;
INSERT INTO "cash_movement" VALUES(1,'01a20c93-bcc2-71c1-8f9b-9a28bb699839','sale',750,'CNY',1,1760000000000);
CREATE TABLE counter (
    row_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    value INTEGER NOT NULL
) STRICT
;
INSERT INTO "counter" VALUES(1,'order',2);
CREATE TABLE device (
    row_id INTEGER PRIMARY KEY CHECK (row_id = 1),
    incarnation TEXT NOT NULL,
    station TEXT NOT NULL DEFAULT '',
    station_name TEXT NOT NULL DEFAULT '',
    device TEXT NOT NULL DEFAULT '',
    device_index INTEGER NOT NULL DEFAULT 0 CHECK (device_index BETWEEN 0 AND 9),
    key_id INTEGER NOT NULL DEFAULT 0,
    currency TEXT NOT NULL DEFAULT 'CNY',
    hold_days INTEGER NOT NULL DEFAULT 5,
    hub_key TEXT NOT NULL DEFAULT '',
    seed BLOB NOT NULL DEFAULT x'',
    enrolled_at INTEGER NOT NULL DEFAULT 0
) STRICT
;
INSERT INTO "device" VALUES(1,'01a20c93-bcbb-764e-aa7d-93c513fd56cf','CQ07','石桥村服务站','A',0,100,'CNY',5,'0000000000000000000000000000000000000000000000000000000000000000',X'000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F',1760000000000);
CREATE TABLE hub_key (
    row_id INTEGER PRIMARY KEY,
    key_id INTEGER NOT NULL UNIQUE,
    station TEXT NOT NULL,
    public_key BLOB NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER NOT NULL,
    revoked INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1))
) STRICT
;
INSERT INTO "hub_key" VALUES(1,100,'CQ07',X'03A107BFF3CE10BE1D70DD18E74BC09967E4D6309BA50D5F1DDC8664125531B8',0,4294967295,0);
CREATE TABLE ledger_entry (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    order_id TEXT NOT NULL,
    currency TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT
;
INSERT INTO "ledger_entry" VALUES(1,'01a20c93-bcc2-71c1-8f9b-9a2923c70455','sale','01a20c93-bcc1-764e-9215-0364dbeb76d4','CNY',1760000000000);
INSERT INTO "ledger_entry" VALUES(2,'01a20c93-bcc3-741a-87eb-4ab97ef6e6d3','sale','01a20c93-bcc2-71c1-8f9b-9a2c18d227f1','CNY',1760000000000);
CREATE TABLE ledger_line (
    row_id INTEGER PRIMARY KEY,
    entry_row INTEGER NOT NULL REFERENCES ledger_entry (row_id),
    account TEXT NOT NULL,
    amount_minor INTEGER NOT NULL
) STRICT
;
INSERT INTO "ledger_line" VALUES(1,1,'till',750);
INSERT INTO "ledger_line" VALUES(2,1,'supplier_payable',-750);
INSERT INTO "ledger_line" VALUES(3,2,'receivable',250);
INSERT INTO "ledger_line" VALUES(4,2,'supplier_payable',-250);
CREATE TABLE migration (
    version INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    applied_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
) STRICT
;
INSERT INTO "migration" VALUES(1,'station','2026-11-24T08:02:18Z');
CREATE TABLE order_event (
    row_id INTEGER PRIMARY KEY,
    order_id TEXT NOT NULL,
    event TEXT NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (order_id, event, at)
) STRICT
;
CREATE TABLE order_line (
    row_id INTEGER PRIMARY KEY,
    order_row INTEGER NOT NULL REFERENCES orders (row_id),
    position INTEGER NOT NULL,
    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    unit TEXT NOT NULL,
    unit_grams INTEGER NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    price_minor INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL,
    picture TEXT NOT NULL
) STRICT
;
INSERT INTO "order_line" VALUES(1,1,0,'A1','红富士苹果','Fuji apple','个',0,1,250,250,'red_apple');
INSERT INTO "order_line" VALUES(2,1,1,'A2','红富士苹果','Fuji apple','个',0,2,250,500,'red_apple');
INSERT INTO "order_line" VALUES(3,2,0,'A1','红富士苹果','Fuji apple','个',0,1,250,250,'red_apple');
CREATE TABLE orders (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL COLLATE NOCASE UNIQUE,
    short_code TEXT NOT NULL,
    resident_id TEXT NOT NULL DEFAULT '',
    buyer_name TEXT NOT NULL,
    buyer_phone TEXT NOT NULL DEFAULT '',
    buyer_picture TEXT NOT NULL DEFAULT '',
    total_minor INTEGER NOT NULL CHECK (total_minor >= 0),
    currency TEXT NOT NULL,
    catalogue_version INTEGER NOT NULL,
    pay TEXT NOT NULL CHECK (pay IN ('cash', 'on_pickup')),
    placed_at INTEGER NOT NULL,
    parcel_code TEXT NOT NULL DEFAULT '' COLLATE NOCASE,
    shelf TEXT NOT NULL DEFAULT '',
    collect_until INTEGER NOT NULL DEFAULT 0,
    sync_state TEXT NOT NULL CHECK (sync_state IN
        ('local', 'queued', 'sent', 'acknowledged', 'rejected')),
    order_state TEXT NOT NULL CHECK (order_state IN
        ('draft', 'placed', 'accepted', 'refused', 'closed', 'cancelled')),
    payment_state TEXT NOT NULL CHECK (payment_state IN
        ('unpaid', 'part_paid', 'held', 'released', 'part_refunded', 'refunded')),
    fulfilment_state TEXT NOT NULL CHECK (fulfilment_state IN
        ('pending', 'shipped', 'arrived', 'ready_for_pickup', 'collected', 'pickup_expired',
         'returned_to_sender'))
) STRICT
;
INSERT INTO "orders" VALUES(1,'01a20c93-bcc1-764e-9215-0364dbeb76d4','CQ07A-0001','400-003-8','01a20c93-bcc0-77af-b8ec-7077614d93e3','王小芳','13812345678','',750,'CNY',1,'cash',1760000000000,'','',0,'queued','placed','held','pending');
INSERT INTO "orders" VALUES(2,'01a20c93-bcc2-71c1-8f9b-9a2c18d227f1','CQ07A-0002','040-592-7','','小兔','','',250,'CNY',1,'on_pickup',1760000000000,'CQ07A-0002','triangle-01',1760432000000,'queued','placed','unpaid','ready_for_pickup');
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    aggregate TEXT NOT NULL,
    type TEXT NOT NULL,
    schema INTEGER NOT NULL,
    at INTEGER NOT NULL,
    body BLOB NOT NULL,
    state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN
        ('queued', 'sent', 'acknowledged', 'rejected', 'conflict', 'held')),
    code TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT ''
) STRICT
;
INSERT INTO "outbox" VALUES(1,'01a20c93-bcc1-764e-9215-03620cb49cfc','01a20c93-bcc0-77af-b8ec-7077614d93e3','resident.registered',1,1760000000000,X'7B227265736964656E745F6964223A2230316132306339332D626363302D373761662D623865632D373037373631346439336533222C226E616D65223A22E78E8BE5B08FE88AB3222C2270686F6E65223A223133383132333435363738227D','queued','','');
INSERT INTO "outbox" VALUES(2,'01a20c93-bcc2-71c1-8f9b-9a2a1a265f78','01a20c93-bcc1-764e-9215-0364dbeb76d4','order.placed',1,1760000000000,X'7B226F726465725F6964223A2230316132306339332D626363312D373634652D393231352D303336346462656237366434222C226E756D626572223A2243513037412D30303031222C2273686F72745F636F6465223A223430302D3030332D38222C226C696E6573223A5B7B22736B75223A224131222C227175616E74697479223A312C2270726963655F6D696E6F72223A3235302C22616D6F756E745F6D696E6F72223A3235307D2C7B22736B75223A224132222C227175616E74697479223A322C2270726963655F6D696E6F72223A3235302C22616D6F756E745F6D696E6F72223A3530307D5D2C22746F74616C5F6D696E6F72223A3735302C2263757272656E6379223A22434E59222C22706179223A2263617368222C22636174616C6F6775655F76657273696F6E223A312C22636F6E74656E745F68617368223A223263343331623230306165303034303264353434323931653632633637336239222C22706169645F6D696E6F72223A3735302C227265736964656E745F6964223A2230316132306339332D626363302D373761662D623865632D373037373631346439336533222C2262757965725F6E616D65223A22E78E8BE5B08FE88AB3227D','queued','','');
INSERT INTO "outbox" VALUES(3,'01a20c93-bcc3-741a-87eb-4aba238009b9','01a20c93-bcc2-71c1-8f9b-9a2c18d227f1','order.placed',1,1760000000000,X'7B226F726465725F6964223A2230316132306339332D626363322D373163312D386639622D396132633138643232376631222C226E756D626572223A2243513037412D30303032222C2273686F72745F636F6465223A223034302D3539322D37222C226C696E6573223A5B7B22736B75223A224131222C227175616E74697479223A312C2270726963655F6D696E6F72223A3235302C22616D6F756E745F6D696E6F72223A3235307D5D2C22746F74616C5F6D696E6F72223A3235302C2263757272656E6379223A22434E59222C22706179223A226F6E5F7069636B7570222C22636174616C6F6775655F76657273696F6E223A312C22636F6E74656E745F68617368223A223133306635613666336333303834633136306434363331636231373131646464222C2262757965725F6E616D65223A22E5B08FE58594227D','queued','','');
INSERT INTO "outbox" VALUES(4,'01a20c93-bcc3-741a-87eb-4abcd391c612','01a20c93-bcc2-71c1-8f9b-9a2c18d227f1','parcel.received',1,1760000000000,X'7B2270617263656C5F636F6465223A2243513037412D30303032222C226F726465725F6964223A2230316132306339332D626363322D373163312D386639622D396132633138643232376631222C227368656C66223A22747269616E676C652D3031227D','queued','','');
CREATE TABLE parcel (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    code TEXT NOT NULL COLLATE NOCASE,
    order_row INTEGER REFERENCES orders (row_id),
    shelf TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('on_shelf', 'collected', 'returned')),
    received_at INTEGER NOT NULL
) STRICT
;
INSERT INTO "parcel" VALUES(1,'01a20c93-bcc3-741a-87eb-4abbd8a7ed42','CQ07A-0002',2,'triangle-01','on_shelf',1760000000000);
CREATE TABLE payment (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    order_row INTEGER NOT NULL REFERENCES orders (row_id),
    kind TEXT NOT NULL CHECK (kind IN ('payment', 'refund')),
    method TEXT NOT NULL CHECK (method IN ('cash')),
    amount_minor INTEGER NOT NULL,
    given_minor INTEGER NOT NULL,
    change_minor INTEGER NOT NULL CHECK (change_minor >= 0),
    denominations TEXT NOT NULL,
    at INTEGER NOT NULL,
    CHECK ((kind = 'payment') = (amount_minor >= 0))
) STRICT
;
INSERT INTO "payment" VALUES(1,'01a20c93-bcc2-71c1-8f9b-9a274603e85c',1,'payment','cash',750,1000,250,'{"given":[[1000,1]],"change":[[100,2],[50,1]]}',1760000000000);
CREATE TABLE pickup_event (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    order_row INTEGER NOT NULL UNIQUE REFERENCES orders (row_id),
    proof TEXT NOT NULL,
    paid_minor INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT
;
CREATE TABLE print_job (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    order_row INTEGER NOT NULL REFERENCES orders (row_id),
    copy INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN
        ('created', 'submitted', 'printed', 'unknown', 'failed')),
    detail TEXT NOT NULL DEFAULT '',
    at INTEGER NOT NULL
) STRICT
;
CREATE TABLE resident (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    phone TEXT NOT NULL DEFAULT '',
    registered_at INTEGER NOT NULL
) STRICT
;
INSERT INTO "resident" VALUES(1,'01a20c93-bcc0-77af-b8ec-7077614d93e3','王小芳','13812345678',1760000000000);
CREATE TABLE setting (
    row_id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
) STRICT
;
CREATE TABLE sync_attempt (
    row_id INTEGER PRIMARY KEY,
    started_at INTEGER NOT NULL,
    finished_at INTEGER NOT NULL DEFAULT 0,
    ok INTEGER NOT NULL DEFAULT 0 CHECK (ok IN (0, 1)),
    pushed INTEGER NOT NULL DEFAULT 0,
    pulled INTEGER NOT NULL DEFAULT 0,
    detail TEXT NOT NULL DEFAULT ''
) STRICT
;
CREATE UNIQUE INDEX basket_one_open ON basket (state) WHERE state = 'open';
CREATE UNIQUE INDEX attention_one_open ON attention (reason, order_id, subject) WHERE resolved_at = 0;
CREATE INDEX outbox_unsent ON outbox (seq) WHERE state IN ('queued', 'sent');
CREATE INDEX outbox_refused ON outbox (aggregate, seq) WHERE state IN ('rejected', 'conflict', 'held');
CREATE INDEX orders_resident ON orders (resident_id) WHERE resident_id <> '';
CREATE INDEX orders_phone ON orders (buyer_phone) WHERE buyer_phone <> '';
CREATE INDEX orders_parcel ON orders (parcel_code) WHERE parcel_code <> '';
CREATE UNIQUE INDEX parcel_on_shelf ON parcel (code) WHERE state = 'on_shelf';
CREATE INDEX orders_short_code ON orders (short_code);
CREATE INDEX orders_fulfilment_state ON orders (fulfilment_state);
CREATE INDEX orders_sync_state ON orders (sync_state);
CREATE INDEX order_line_order_row ON order_line (order_row);
CREATE INDEX payment_order_row ON payment (order_row);
CREATE INDEX ledger_entry_order_id ON ledger_entry (order_id);
CREATE INDEX ledger_line_entry_row ON ledger_line (entry_row);
CREATE INDEX resident_phone ON resident (phone);
CREATE INDEX parcel_order_row ON parcel (order_row);
CREATE INDEX print_job_order_row ON print_job (order_row);
CREATE TRIGGER payment_no_update BEFORE UPDATE ON payment BEGIN SELECT RAISE(ABORT, 'payment rows are never changed'); END;
CREATE TRIGGER payment_no_delete BEFORE DELETE ON payment BEGIN SELECT RAISE(ABORT, 'payment rows are never changed'); END;
CREATE TRIGGER cash_movement_no_update BEFORE UPDATE ON cash_movement BEGIN SELECT RAISE(ABORT, 'cash_movement rows are never changed'); END;
CREATE TRIGGER cash_movement_no_delete BEFORE DELETE ON cash_movement BEGIN SELECT RAISE(ABORT, 'cash_movement rows are never changed'); END;
CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'ledger_entry rows are never changed'); END;
CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'ledger_entry rows are never changed'); END;
CREATE TRIGGER ledger_line_no_update BEFORE UPDATE ON ledger_line BEGIN SELECT RAISE(ABORT, 'ledger_line rows are never changed'); END;
CREATE TRIGGER ledger_line_no_delete BEFORE DELETE ON ledger_line BEGIN SELECT RAISE(ABORT, 'ledger_line rows are never changed'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('outbox',4);
INSERT INTO "sqlite_sequence" VALUES('audit',1);
COMMIT;
PRAGMA user_version=1;
