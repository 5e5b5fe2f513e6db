"""Converts the notebooks, with the outputs that they have, into pages: a book.

    python convert.py SOURCE OUTPUT

SOURCE has notebooks and texts in Markdown, in folders; `README.md` becomes a folder's `index.html`. A figure of plotly is
drawn by the page, and until then, and without scripts, stands there as the picture that lies beside it in the notebook.
Formulas become MathML where `latex2mathml` is installed, and stay TeX elsewhere.
"""

import html
import json
import sys
from pathlib import Path
from posixpath import join, normpath, relpath
from string import Template

import nbformat
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from pygments.formatters import HtmlFormatter

try:
    from latex2mathml.converter import convert as mathml
except ImportError:
    mathml = None

HERE = Path(__file__).parent
PLOTLY = "application/vnd.plotly.v1+json"


def page_of(name):
    """The page of a source file, both relative to their folders."""
    return join(*Path(name).parts[:-1], "index.html" if Path(name).name == "README.md" else f"{Path(name).stem}.html")


def formula(tex, display):
    if mathml:
        return mathml(tex, display=display)
    return f'<code class="tex">{html.escape(tex)}</code>'


class Renderer(IPythonRenderer):
    """Markdown with formulas, and with links that lead to pages of the book or out of it."""

    def __init__(self, name, pages):
        super().__init__(escape=False, exclude_anchor_links=True)
        self.name, self.pages = name, pages

    def inline_math(self, body):
        return formula(body, "inline")

    def block_math(self, body):
        return formula(body, "block")

    def link(self, text, url, title=None):
        if url.startswith(("#", "https://", "http://", "mailto:")):
            return super().link(text, url, title)
        here = join(*Path(self.name).parts[:-1], ".")
        file, hash, place = url.partition("#")
        target = normpath(join(here, file))
        if target not in self.pages:
            return text  # it is in the project, and not in the book
        return super().link(text, relpath(page_of(target), here) + hash + place, title)


class Figures(Preprocessor):
    """Puts the picture of a figure and the figure itself into HTML."""

    def preprocess_cell(self, cell, resources, index):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if PLOTLY not in data or "image/svg+xml" not in data:
                continue
            picture = html.escape("data:image/svg+xml," + quoted(data["image/svg+xml"]), quote=True)
            layout = data[PLOTLY]["layout"]
            figure = json.dumps(data[PLOTLY]).replace("<", "\\u003c")
            output["data"] = {
                "text/html": f'<div class="figure"><img alt="{html.escape(data.get("text/plain", ""), quote=True)}" '
                f'width="{layout["width"]}" height="{layout["height"]}" src="{picture}">'
                f'<script type="application/json">{figure}</script></div>'
            }
        return cell, resources


def quoted(svg):
    """What an address of data may not have as it is."""
    return svg.replace("%", "%25").replace("#", "%23").replace("\n", "%0A")


class Book:
    def __init__(self, source, output):
        self.source, self.output = source, output
        files = [*source.rglob("*.ipynb"), *source.rglob("*.md")]
        visible = [file for file in files if not any(part.startswith(".") for part in file.relative_to(source).parts)]
        self.names = sorted((file.relative_to(source).as_posix() for file in visible), key=order)
        self.titles = {name: self.title(name) for name in self.names}

    def read(self, name):
        return (self.source / name).read_text(encoding="utf8")

    def title(self, name):
        text = self.read(name)
        cells = nbformat.reads(text, as_version=4).cells if name.endswith(".ipynb") else None
        lines = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown") if cells else text
        return next(line[2:] for line in lines.splitlines() if line.startswith("# "))

    def body(self, name):
        def markdown(source):
            return MarkdownWithMath(renderer=Renderer(name, self.titles)).render(source)

        if not name.endswith(".ipynb"):
            return markdown(self.read(name))
        exporter = HTMLExporter(template_name="basic", preprocessors=[Figures], exclude_input_prompt=True, exclude_output_prompt=True)
        exporter.register_filter("markdown2html", lambda source: markdown(source))
        return exporter.from_notebook_node(nbformat.reads(self.read(name), as_version=4))[0]

    def contents(self, name):
        here = join(*Path(name).parts[:-1], ".")
        entry = '<li><a href="{}"{}>{}</a></li>'
        return "".join(
            entry.format(relpath(page_of(each), here), ' aria-current="page"' if each == name else "", html.escape(self.titles[each]))
            for each in self.names
        )

    def write(self):
        template = Template((HERE / "page.html").read_text(encoding="utf8"))
        for i, name in enumerate(self.names):
            file = self.output / page_of(name)
            file.parent.mkdir(parents=True, exist_ok=True)
            following = self.names[i + 1 : i + 2]
            page = template.substitute(
                root=relpath(".", join(*Path(name).parts[:-1], ".")),
                title=html.escape(self.titles[name]),
                contents=self.contents(name),
                body=self.body(name),
                next="".join(
                    f'<p class="next">Next: <a href="{relpath(page_of(each), join(*Path(name).parts[:-1], "."))}">'
                    f"{html.escape(self.titles[each])}</a></p>"
                    for each in following
                ),
            )
            file.write_text(page, encoding="utf8")
        for name in ["book.css", "book.js"]:
            (self.output / name).write_text((HERE / name).read_text(encoding="utf8"), encoding="utf8")
        (self.output / "code.css").write_text(colours_of_code(), encoding="utf8")


def order(name):
    """A folder's own text first, then notebooks by number, then other texts, then the folders in it."""
    *folders, last = Path(name).parts
    return [*((3, folder) for folder in folders), (0 if last == "README.md" else 1 if last.endswith(".ipynb") else 2, last)]


def colours_of_code():
    light, dark = (HtmlFormatter(style=style).get_style_defs(".highlight") for style in ["xcode", "github-dark"])
    return f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n.highlight {{ background: none }}\n"


if __name__ == "__main__":
    Book(Path(sys.argv[1]), Path(sys.argv[2])).write()
