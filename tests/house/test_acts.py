"""Every act of the office stands in a process table, or in the short list of acts that belong to no step."""

import ast

from tests.house.tree import ROOT, dotted, modules, parsed
from zqdesk.rules.programmes import tables

# What may be done whatever state a case is in, or concerns no case at all. Each checks its role itself.
OUTSIDE_A_PROCESS = {
    *("drafts.save", "drafts.discard"),
    *("importing.import_roster", "importing.revert_import"),
    *("materials.attach", "materials.take_back", "materials.set_material"),
    *("parameters.record_parameter", "parameters.record_calendar_year"),
    *("changes.correct_person", "changes.member_joined", "changes.member_left", "changes.record_death"),
    "changes.undo_death",
    *("moving.move_member", "moving.split_off", "moving.change_head"),
    *("notice_sheets.make_notice_sheet", "notice_sheets.post_notice_sheet", "notice_sheets.close_notices"),
    *(
        "deliveries.deliver_decisions",
        "reviews.start_reviews",
        "printouts.issue_papers",
        "printouts.reserve_numbers",
    ),
    *("printouts.reserve_number", "printouts.issue_paper", "printouts.record_copies"),
    *("printouts.replace_letter", "printouts.reissue_letter"),
    *("setup.set_up_hall", "premises.change_hall", "premises.open_village", "premises.name_desk"),
    *("division_changes.change_division", "division_changes.place_household", "keeping.close_report"),
    *("lists.take_in_list", "lists.withdraw_list", "lists.record_seek_visit"),
    *("disputing.record_dispute", "disputing.reply_to_dispute", "disputing.end_dispute"),
    *("handover.hand_over_case", "handing_over.hand_over_cases"),
    *("stock.open_item", "stock.receive_goods", "stock.reverse_receipt", "handing.make_goods_list"),
    *("handing.hand_out", "handing.hand_out_rest", "handing.reverse_handout"),
    *("charity.refer_to_charity", "charity.record_charity_outcome"),
    *("donating.receive_donation", "donating.reverse_donation"),
    *("donating.spend_donation", "donating.reverse_spending"),
    *("staff.open_account", "staff.change_account", "staff.close_account", "staff.reopen_account"),
    *("staff.record_sign_in", "staff.record_recovery_code", "restoration.restored", "restoration.went_on"),
    "clock.confirm_day",
    *("identities.same_person", "identities.part_person", "identities.correct_identity"),
    "referrals.take_up_referral",
    *("tills.open_till", "tills.close_till", "tills.offer_cash", "tills.take_cash"),
    *("tills.offer_till", "tills.take_till", "tills.call_off"),
    *("moves.open_reserve", "moves.receive_allocation", "moves.return_to_district"),
    *("moves.withdraw_cash", "moves.deposit_cash"),
    *("counting.surprise_count", "statements.enter_statement", "statements.withdraw_statement"),
    *("matching.match_money", "matching.take_back_match"),
    *("reconciling.make_reconciliation", "reconciling.sign_reconciliation"),
    *("counting.count_cash", "counting.sign_count", "closing.close_month", "closing.carry_over"),
    *("second_words.give_word", "undoing.set_aside_count", "undoing.reopen_period"),
    *("correcting.refund", "correcting.reverse"),
    "exchange_conflicts.settle_conflict",
    *("lists.open_list", "lists.drop_list", "lists.hold", "lists.lift"),
    *("signing.prepare", "signing.review", "signing.release", "signing.give_back"),
    *("bank_files.give_file", "bank_files.recall_file", "bank_files.stop_row"),
    *("answering.read_answer", "answering.decide_line", "reissues.open_reissue", "reissues.end_row"),
    *("accounts.change_account", "accounts.note_account"),
    *("raises.open_raise", "raises.raise_roll", "one_offs.open_one_off"),
    *("recoveries.book_recovery", "recoveries.book_receipt", "recoveries.end_recovery"),
    *("settling.submit_settlement", "settling.record_settlement_answer", "settling.withdraw_settlement"),
    *("walks.record_unchanged", "walks.agree_unchanged"),
    *("settling.request_replenishment", "settling.withdraw_request", "settling.record_replenishment"),
}
# What several acts begin with or need on their way; never offered to a window.
PARTS_OF_ACTS = {
    *("together.each", "steps.begin", "access.require", "duty.separation"),
    *("conflicts.keep_out", "identities.identify", "second_words.word_of"),
    *("checks.attempt", "weighing.weigh", "weighing.keep"),
    *("numbers.give_number", "numbers.carry_on", "document_numbers.document_number"),
    *(
        "journal.post",
        "journal.add",
        "documents.checked",
        "reported.report",
        "documents.keep",
        "days.believe_today",
        "second_words.word_on",
        "second_words.word_where_wanted",
        "people.require_anybody",
        "division_changes.remember",
        "persons.keep",
        "undoing.set_aside_entry",
        "limits.over_ceiling",
        "tills.holder_problems",
        "till_agreement.new_count",
    ),
    *(
        "after_payment.after_payment",
        "confirming.answer_problems",
        "confirming.confirmed",
        "confirming.decided",
        "confirming.keep_answer",
        "confirming.refused",
        "confirming.send",
        "confirming.take_in",
        "deciding.add_decision",
        "deciding.add_opinion",
        "deciding.answered_on_problems",
        "deciding.authority",
        "deciding.district_name",
        "deciding.note_answer",
        "deciding.answer_objections",
        "deciding.deliver",
        "deciding.delivery_problems",
        "deciding.submit",
        "ending.end",
        "ending.send_back",
        "rows.new_row",
        "referrals.take_up_by_case",
        "moving.leave_others",
        "referrals.send_on",
        "ending.propose_other_help",
        "reviewing.begin_on_roll",
        "verification.barred",
    ),
    "raises.lift_roll",
    *("accepting.take_on", "recording.new_case", "recording.rewrite", "resolving.resolve"),
    *("members.settle_members", "household.settle", "persons.keep"),
}


def _acts() -> set[tuple[str, str, str]]:
    """Room, module and name of every public function of the office that takes the `Work` of an act."""
    return {
        (path.relative_to(ROOT / "zqdesk" / "office").parts[0], path.stem, node.name)
        for path in modules("zqdesk")
        if path.is_relative_to(ROOT / "zqdesk" / "office")
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.args.args
        if node.args.args[0].annotation and dotted(node.args.args[0].annotation) == "Work"
    }


def test_every_act_is_a_step_or_has_a_reason_not_to_be() -> None:
    steps = {act for process in tables() for act in (process.begins, *(step.act for step in process.steps))}
    elsewhere = {f"{module}.{name}" for _, module, name in _acts() if name not in steps}
    assert elsewhere == OUTSIDE_A_PROCESS | PARTS_OF_ACTS


OF_A_FAMILY = {
    *("case_id", "person_id", "household_id", "roll_id", "disbursement_id", "entry_id"),
    *("attachment_id", "paper_id", "referral_id"),
}
"""What an act is told of whose matter it touches."""
THEIR_OWN = {"save", "discard"}
"""Drafts are nobody's but the writer's."""


def test_every_act_on_a_family_asks_whose_it_is() -> None:
    """One guard (`conflicts.keep_out`, in `steps.begin` for all steps) keeps everybody from their own family's matters."""
    functions = [
        node
        for path in modules("zqdesk")
        if path.is_relative_to(ROOT / "zqdesk" / "office")
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef)
    ]
    asking = {"keep_out", "own_family"}
    for _ in range(6):
        asking |= {node.name for node in functions if _names(node) & asking}
    acts = {name for _, _, name in _acts()} - THEIR_OWN
    told = {node.name for node in functions if {arg.arg for arg in node.args.args} & OF_A_FAMILY} & acts
    assert told - asking - {"document_number", "keep"} == set()


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)} | {
        each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)
    }


def test_every_step_can_be_done() -> None:
    for process in tables():
        done = {name for room, _, name in _acts() if room in (process.programme, "cases")}
        assert {step.act for step in process.steps} | {process.begins} <= done, process.title
