"""The form of a judgement by hand."""

from typing import Any

from django import forms

from milepost.evidence.models import Piece
from milepost.ui.text import lt


class PieceChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Pieces by title."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} · {obj.happened_on:%m-%d}"


class JudgeForm(forms.Form):
    """Met or not, by which piece, in one sentence."""

    verdict = forms.ChoiceField(
        label=lt("判定", "Verdict"),
        choices=[("met", lt("达成", "Met")), ("unmet", lt("未达成", "Not met"))],
        widget=forms.RadioSelect,
    )
    piece = PieceChoice(
        Piece.objects.none(),
        label=lt("依据哪份证据", "Judged by which piece"),
        error_messages={"required": lt("请选一份可以打开的证据。", "Choose a piece that can be opened.")},
    )
    note = forms.CharField(
        label=lt("一句话依据", "What you judge by, in one sentence"),
        max_length=500,
        error_messages={"required": lt("请写一句判断依据。", "Say in one sentence what you judge by.")},
    )

    def __init__(self, *args: Any, pieces: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["piece"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = pieces
