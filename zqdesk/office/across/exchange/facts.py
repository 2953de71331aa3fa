"""Acts that record what happened in the world: they cannot be refused, whatever another desk did meanwhile."""

FACTS = frozenset(
    {
        # money that moved, and cash that was counted
        "disbursing.disburse",
        "correcting.refund",
        "moves.receive_allocation",
        "moves.withdraw_cash",
        "moves.deposit_cash",
        "moves.return_to_district",
        "settling.record_replenishment",
        "tills.take_cash",
        "tills.take_till",
        "counting.count_cash",
        "counting.surprise_count",
        "counting.sign_count",
        # lists that were signed, what the bank was given and answered, what came back
        "signing.prepare",
        "bank_files.give_file",
        "answering.read_answer",
        "recoveries.book_receipt",
        # papers that left the printer, notices that hang, letters that were handed over
        "printouts.issue_paper",
        "printouts.record_copies",
        "printouts.replace_letter",
        "notices.post_notice",
        "deciding.deliver",
        "decisions.deliver_decision",
        # what a desk did to itself
        "restoration.restored",
        "restoration.went_on",
        "staff.record_sign_in",
        "staff.record_recovery_code",
    }
)
"""By their names in the change log. Of these the exchange keeps every new row (docs/protocol.md §4)."""
