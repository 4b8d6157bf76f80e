#include <sandan/core/error.hpp>
#include <sandan/core/visible.hpp>
#include <sandan/render/scene.hpp>

#include "render/colour.hpp"
#include "render/hatch.hpp"
#include "render/ink.hpp"
#include "render/layout.hpp"
#include "render/pages.hpp"
#include "render/png.hpp"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <cairo.h>

#include <cmath>
#include <memory>
#include <string>

namespace sandan::render {

namespace {

/// With them fonts go, and of a surface that was not finished they are written.
struct Destroy {
    void operator()(cairo_t* context) const noexcept {
        const auto alone = alone_with_glyphs();
        cairo_destroy(context);
    }

    void operator()(cairo_surface_t* surface) const noexcept {
        const auto alone = alone_with_glyphs();
        cairo_surface_destroy(surface);
    }
};

using Surface = std::unique_ptr<cairo_surface_t, Destroy>;
using Context = std::unique_ptr<cairo_t, Destroy>;

void check(cairo_status_t status, const char* operation) {
    if (status != CAIRO_STATUS_SUCCESS) {
        throw Error{ErrorKind::output,
                    std::string{operation} + ": " + cairo_status_to_string(status)};
    }
}

cairo_status_t append(void* bytes, const unsigned char* data, unsigned length) {
    // Cairo hands over raw bytes; a string holds them.
    static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

/// One page being drawn by one back end.
class Canvas {
public:
    Canvas(cairo_surface_t* surface, const Typesetter& type, double pixels_per_point)
        : m_context{cairo_create(surface)}, m_type{type} {
        check(cairo_status(cr()), "cairo_create");
        cairo_scale(cr(), pixels_per_point, pixels_per_point);
        cairo_set_source_rgb(cr(), 1, 1, 1);
        cairo_paint(cr());
        cairo_set_line_join(cr(), CAIRO_LINE_JOIN_ROUND);
        cairo_set_fill_rule(cr(), CAIRO_FILL_RULE_EVEN_ODD);
        aim_at(cr(), m_type);
    }

    void draw(const Sheet& sheet) {
        for (const auto& [name, frame, extent, items] : sheet.windows) {
            cairo_save(cr());
            cairo_rectangle(cr(), frame.min.x, frame.min.y, frame.max.x - frame.min.x,
                            frame.max.y - frame.min.y);
            cairo_clip(cr());
            draw(items);
            cairo_restore(cr());
        }
        draw(sheet.page);
        {
            const auto alone = alone_with_glyphs(); // a PDF is drawn here
            cairo_show_page(cr());
        }
        check(cairo_status(cr()), "drawing");
    }

private:
    [[nodiscard]] cairo_t* cr() const noexcept { return m_context.get(); }

    void draw(const std::vector<Item>& items) {
        for (const auto& item : items) {
            if (const auto* const path = std::get_if<PathItem>(&item)) {
                draw(*path);
            } else {
                show(cr(), m_type, std::get<TextItem>(item));
            }
        }
    }

    void draw(const PathItem& item) {
        const auto& style = item.style;
        if (item.closed && !style.fill.empty()) {
            trace(item.lines, true);
            paint(style.fill, style.opacity);
            cairo_fill(cr());
        }
        if (item.closed && !style.hatch.empty()) {
            trace(hatch(item.lines, style.hatch), false);
            paint(style.hatch_colour, 1);
            const bool dots = style.hatch == "dots";
            cairo_set_line_cap(cr(), dots ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
            cairo_set_line_width(cr(), dots ? 0.9 : 0.35);
            cairo_stroke(cr());
        }
        if (!style.stroke.empty()) {
            trace(item.lines, item.closed);
            paint(style.stroke, 1);
            set_dash(style.dash, style.stroke_pt);
            cairo_set_line_width(cr(), style.stroke_pt);
            cairo_stroke(cr());
            cairo_set_dash(cr(), nullptr, 0, 0);
        }
    }

    void trace(const std::vector<geom::Line>& lines, bool close) {
        cairo_new_path(cr());
        for (const auto& line : lines) {
            cairo_new_sub_path(cr());
            for (const auto& p : line) {
                cairo_line_to(cr(), p.x, p.y);
            }
            if (close) {
                cairo_close_path(cr());
            }
        }
    }

    void paint(const std::string& text, double opacity) {
        const auto c = colour(text);
        cairo_set_source_rgba(cr(), c.red, c.green, c.blue, opacity);
    }

    void set_dash(const std::string& name, double width) {
        std::vector<double> dash;
        if (name == "dashed") {
            dash = {4 * width + 1, 2 * width + 1};
        } else if (name == "dotted") {
            dash = {0, 2.4 * width};
        } else if (name == "dashdot") {
            dash = {6 * width + 1, 2 * width, width, 2 * width};
        }
        cairo_set_dash(cr(), dash.data(), static_cast<int>(dash.size()), 0);
        cairo_set_line_cap(cr(), name == "dotted" ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    }

    Context m_context;
    const Typesetter& m_type;
};

std::string picture(const Sheet& sheet, const Typesetter& type, double dpi) {
    const double zoom = dpi / 72;
    const Surface surface{cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, static_cast<int>(std::lround(sheet.width * zoom)),
        static_cast<int>(std::lround(sheet.height * zoom)))};
    check(cairo_surface_status(surface.get()), "PNG surface");
    Canvas{surface.get(), type, zoom}.draw(sheet);
    cairo_surface_flush(surface.get());
    const auto height = static_cast<std::size_t>(cairo_image_surface_get_height(surface.get()));
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
    return png({{cairo_image_surface_get_data(surface.get()), height * stride},
                static_cast<std::size_t>(cairo_image_surface_get_width(surface.get())),
                height,
                stride});
}

void add_outline(cairo_surface_t* surface, const std::vector<OutlineEntry>& outline) {
    int chapter = CAIRO_PDF_OUTLINE_ROOT;
    for (const auto& entry : outline) {
        const auto target = "page=" + std::to_string(entry.page + 1) + " pos=[0 " +
                            std::to_string(std::lround(entry.y)) + "]";
        const int id = cairo_pdf_surface_add_outline(
            surface, entry.level == 1 ? CAIRO_PDF_OUTLINE_ROOT : chapter,
            visible_line(entry.text).c_str(), target.c_str(), CAIRO_PDF_OUTLINE_FLAG_OPEN);
        chapter = entry.level == 1 ? id : chapter;
    }
}

/// The fonts are written here.
void finish(const Surface& surface) {
    const auto alone = alone_with_glyphs();
    cairo_surface_finish(surface.get());
}

std::string pdf(const Pages& pages, const Typesetter& type, const std::string& title,
                const std::string& day) {
    std::string bytes;
    const Surface surface{cairo_pdf_surface_create_for_stream(
        append, &bytes, pages.sheets.front().width, pages.sheets.front().height)};
    check(cairo_surface_status(surface.get()), "PDF surface");
    // Without a date of ours Cairo writes the time of day, and no two files are equal.
    const auto date = (day.empty() ? std::string{"1970-01-01"} : day) + "T00:00:00Z";
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, date.c_str());
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE,
                                   visible_line(title).c_str());
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, "sandan");
    for (const auto& sheet : pages.sheets) {
        cairo_pdf_surface_set_size(surface.get(), sheet.width, sheet.height);
        Canvas{surface.get(), type, 1}.draw(sheet);
    }
    add_outline(surface.get(), pages.outline);
    finish(surface);
    check(cairo_surface_status(surface.get()), "PDF");
    return bytes;
}

/// Cairo numbers its surfaces through the whole process; the picture must not tell how many others
/// were drawn before.
void name_surface(std::string& svg) {
    const std::string start = "<g id=\"surface";
    const auto at = svg.find(start);
    const auto end = at == std::string::npos ? at : svg.find('"', at + start.size());
    if (end != std::string::npos) {
        svg.replace(at + start.size(), end - at - start.size(), "");
    }
}

std::string svg(const Sheet& sheet, const Typesetter& type) {
    std::string bytes;
    const Surface surface{
        cairo_svg_surface_create_for_stream(append, &bytes, sheet.width, sheet.height)};
    check(cairo_surface_status(surface.get()), "SVG surface");
    Canvas{surface.get(), type, 1}.draw(sheet);
    finish(surface);
    check(cairo_surface_status(surface.get()), "SVG");
    name_surface(bytes);
    return bytes;
}

} // namespace

Drawing draw(const MapSpec& spec, Format format) {
    const Typesetter type;
    const auto sheet = lay_out(spec, type);
    Drawing drawing;
    drawing.scale = sheet.scale;
    drawing.labels_placed = sheet.labels.size();
    drawing.labels_wanted = sheet.labels_wanted;
    switch (format) {
    case Format::png:
        drawing.bytes = picture(sheet, type, spec.dpi);
        break;
    case Format::pdf:
        drawing.bytes = pdf({{sheet}, {}}, type, spec.title, spec.date);
        break;
    case Format::svg:
        drawing.bytes = svg(sheet, type);
        break;
    }
    return drawing;
}

std::string draw(const Document& document) {
    const Typesetter type;
    return pdf(paginate(document, type), type, document.title, document.date);
}

} // namespace sandan::render
