"""Files that people have and that are not read: which program can make one of them that is."""

_RECORDING = "That is a recording: put it into the study's folder of recordings, and run `ipstranscribe transcribe`."
_RECORDINGS = "aac aiff amr avi flac m4a m4v mkv mov mp3 mp4 oga ogg opus wav webm wma wmv"
_FROM_PROGRAM = "Open it in {}, export the transcript as Word document (.docx) or Rich Text (.rtf), and import that."

UNREAD: dict[str, str] = {
    **{f".{suffix}": _RECORDING for suffix in _RECORDINGS.split()},
    **dict.fromkeys((".nvp", ".nvpx", ".nvcx"), _FROM_PROGRAM.format("NVivo")),
    **dict.fromkeys((".mx18", ".mx20", ".mx22", ".mx24", ".mex", ".mex22", ".mex24"), _FROM_PROGRAM.format("MAXQDA")),
    **dict.fromkeys((".atlproj", ".atlproj22", ".atlproj23", ".atlcb", ".hpr7"), _FROM_PROGRAM.format("ATLAS.ti")),
    **dict.fromkeys((".qdpx", ".qdc", ".qda"), _FROM_PROGRAM.format("the program of the project")),
    **dict.fromkeys((".f4", ".f4p", ".f4x"), _FROM_PROGRAM.format("f4")),
    ".doc": "Open it in Word or LibreOffice, save it as Word document (.docx), and import that.",
    ".wps": "Open it in LibreOffice, save it as Word document (.docx), and import that.",
    ".docm": "Open it in Word, save it as Word document (.docx) without macros, and import that.",
    ".dotx": "Open it in Word, save it as Word document (.docx), and import that.",
    ".pages": "Open it in Pages, choose File > Export To > Word, and import that.",
    ".gdoc": "It only points to a document: open that in Google Docs, choose File > Download > Microsoft Word.",
    ".pdf": "A PDF has lost which line goes on with which; ask for the document that it was made from. Word can open one as "
    "a document: compare every line, save it as .docx, and import that.",
    ".xls": "Open it in Excel or LibreOffice, save it as Excel workbook (.xlsx), and import that.",
    ".numbers": "Open it in Numbers, choose File > Export To > Excel, and import that.",
    **dict.fromkeys(
        (".ass", ".ssa", ".smi", ".lrc"), "Open it in a subtitle program, save it as SubRip (.srt), and import that."
    ),
    **dict.fromkeys(
        (".exs", ".exl", ".fln", ".flk"), "Open it in EXMARaLDA's Partitur-Editor, save it as .exb, and import that."
    ),
    **dict.fromkeys((".pfsx", ".etf", ".ecv"), "It holds settings of ELAN; choose the .eaf file beside it."),
    ".collection": "Open it in Praat, save the TextGrid alone as text file, and import that.",
    ".zip": "Unpack it, and import the transcript inside.",
}  # fmt: skip
"""File ending, in lower case → what to do."""
