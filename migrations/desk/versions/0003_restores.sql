DROP TRIGGER reserve_entries_serial;

CREATE TRIGGER reserve_entries_serial BEFORE INSERT ON reserve_entries
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to')
    WHERE EXISTS (SELECT 1 FROM reserve_entries WHERE id = NEW.id OR reverses_id = NEW.reverses_id);
    SELECT RAISE(ABORT, 'reserve: the numbers of a year run without a gap')
    WHERE NEW.serial <> 1 + MAX(
        (SELECT COALESCE(MAX(serial), 0) FROM reserve_entries WHERE year = NEW.year),
        COALESCE((SELECT last FROM number_series WHERE series = 'journal-' || NEW.year), 0));
    SELECT RAISE(ABORT, 'reserve: an entry is booked in the year of its day')
    WHERE NEW.year <> CAST(substr(NEW.booked_on, 1, 4) AS INTEGER);
    SELECT RAISE(ABORT, 'reserve: an entry is never dated before the one before it')
    WHERE NEW.booked_on < (SELECT MAX(booked_on) FROM reserve_entries);
    SELECT RAISE(ABORT, 'reserve: this month is closed')
    WHERE EXISTS (SELECT 1 FROM reserve_closings
                  WHERE length(period) = 7 AND period >= substr(NEW.booked_on, 1, 7));
END;
