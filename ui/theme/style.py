"""Fusion on every platform, with the few hints that the program wants otherwise."""

from __future__ import annotations

from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget

_kept: list[KitStyle] = []


class KitStyle(QProxyStyle):
    """Fusion; mnemonic underlines always shown, no animation, popups of combos as lists."""

    @classmethod
    def make(cls) -> KitStyle:
        """A new style object; Python keeps hold of it as long as the process lives."""
        style = cls("Fusion")
        _kept.append(style)
        return style

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        """As Fusion, but for the hints named above."""
        fixed = _HINTS.get(hint)
        if fixed is not None:
            return fixed
        return super().styleHint(hint, option, widget, returnData)


_HINTS: dict[QStyle.StyleHint, int] = {
    QStyle.StyleHint.SH_UnderlineShortcut: 1,
    QStyle.StyleHint.SH_Widget_Animation_Duration: 0,
    QStyle.StyleHint.SH_ComboBox_Popup: 0,
    QStyle.StyleHint.SH_EtchDisabledText: 0,
    QStyle.StyleHint.SH_DitherDisabledText: 0,
    QStyle.StyleHint.SH_ItemView_ShowDecorationSelected: 1,
    QStyle.StyleHint.SH_ToolTip_WakeUpDelay: 500,
}
