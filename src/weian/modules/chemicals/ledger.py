"""出入库登记和盘点: two people for each movement, a balance that is never below nothing."""

from weian.base.fields import Field
from weian.modules.chemicals import booking
from weian.record.kinds import RecordKind, register

STOCK_MOVEMENT = register(
    RecordKind(
        key="stock_movement",
        title="出入库登记",
        area="chemicals",
        subject_kind="substance",
        timed=True,
        in_turn=True,
        amount="quantity",
        derive=booking.balance_after,
        derived=("balance",),
        check=booking.check_movement,
        summary="{direction} {quantity}",
        help="经手人和复核人必须是两个人。一人登记，另一人用自己的账号复核后才计入总账。",
        fields=(
            Field(
                "direction",
                "方向",
                "choice",
                required=True,
                choices=(("in", "入库"), ("out", "出库")),
            ),
            Field("quantity", "数量", "number", required=True, min=0),
            Field("handler", "经手人", "person", required=True),
            Field("checker", "复核人", "person", required=True),
            Field("purpose", "用途或来源", "text", listed=False, help="出库写谁用、做什么用。"),
            Field("balance", "结存", "number"),
            Field("photos", "单据照片", "photos", listed=False),
        ),
    )
)

STOCK_COUNT = register(
    RecordKind(
        key="stock_count",
        title="盘点",
        area="chemicals",
        subject_kind="substance",
        timed=True,
        in_turn=True,
        amount="counted",
        derive=booking.book_at,
        derived=("book", "equal"),
        check=booking.check_count,
        summary="实盘 {counted}",
        help="两个人一起清点。账实不符的必须写明原因；原因不明的立即上报。",
        fields=(
            Field("counted", "实盘数量", "number", required=True, min=0),
            Field("book", "账面数量", "number"),
            Field("equal", "账实相符", "bool"),
            Field("handler", "盘点人", "person", required=True),
            Field("checker", "监盘人", "person", required=True),
            Field("reason", "不符的原因和处理", "text", listed=False),
        ),
    )
)

STOCK_CONFIRMATION = register(
    RecordKind(
        key="stock_confirmation",
        title="出入库复核",
        area="chemicals",
        internal=True,
        subject_kind="substance",
        timed=True,
        in_turn=True,
        people="person",
        submit_right="record.submit:own",
        check=booking.check_confirmation,
        summary="{person}复核出入库",
        help="不是自己登记的那一位，用自己的账号确认数量当面核对过。请从出入库总账里确认。",
        fields=(
            Field("movement", "出入库编号", "text", required=True, listed=False),
            Field("person", "复核确认人", "person", required=True),
            Field("agreed", "数量当面核对过，属实", "bool", required=True),
            Field("note", "说明", "text", listed=False),
        ),
    )
)
