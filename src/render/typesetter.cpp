#include <sandan/core/error.hpp>
#include <sandan/core/visible.hpp>

#include "core/korean.hpp"
#include "render/colour.hpp"
#include "render/ink.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <pango/pangocairo.h>

#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace sandan::render {

namespace {

constexpr const char* family = "NanumGothic";
constexpr double measured_size = 100;

struct Unref {
    void operator()(gpointer object) const noexcept { g_object_unref(object); }

    void operator()(PangoFontDescription* font) const noexcept {
        pango_font_description_free(font);
    }

    void operator()(cairo_font_options_t* options) const noexcept {
        cairo_font_options_destroy(options);
    }
};

template <typename T>
using Handle = std::unique_ptr<T, Unref>;

Handle<PangoFontDescription> font(bool bold) {
    Handle<PangoFontDescription> description{pango_font_description_new()};
    pango_font_description_set_family(description.get(), family);
    pango_font_description_set_weight(description.get(),
                                      bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(description.get(), measured_size * PANGO_SCALE);
    return description;
}

void require_font(PangoFontMap* fonts, PangoContext* context) {
    const auto wanted = font(false);
    const Handle<PangoFont> found{pango_font_map_load_font(fonts, context, wanted.get())};
    std::string name = "none";
    if (found) {
        const Handle<PangoFontDescription> got{pango_font_describe(found.get())};
        name = pango_font_description_get_family(got.get());
    }
    if (name != family) {
        throw Error{ErrorKind::output,
                    Text{format_ko("글꼴 {}이(가) 설치되어 있지 않습니다('{}'이(가) 대신 "
                                   "나옵니다); 패키지 fonts-nanum을 설치하십시오",
                                   family, name),
                         fmt::format("font {} is not installed (found '{}' instead); install the "
                                     "package fonts-nanum",
                                     family, name)}};
    }
}

/// Length in bytes of the UTF-8 character that starts at `at`.
std::size_t character(const std::string& text, std::size_t at) {
    std::size_t length = 1;
    while (at + length < text.size() &&
           (static_cast<unsigned char>(text[at + length]) & 0xC0U) == 0x80U) {
        ++length;
    }
    return length;
}

struct UnrefAttributes {
    void operator()(PangoAttrList* list) const noexcept { pango_attr_list_unref(list); }
};

using Attributes = std::unique_ptr<PangoAttrList, UnrefAttributes>;

void add(PangoAttrList& list, PangoAttribute* attribute, std::size_t begin, std::size_t end) {
    attribute->start_index = static_cast<guint>(begin);
    attribute->end_index = static_cast<guint>(end);
    pango_attr_list_insert(&list, attribute);
}

/// No other font serves. The ² and ³ of NanumGothic are a fifth of a figure high, a speck on a
/// map: they are enlarged and lowered, so that their heads stay where they were.
Attributes attributes_of(const std::string& text) {
    constexpr double larger = 1.7;
    constexpr double lower = 0.46; // em
    Attributes list{pango_attr_list_new()};
    pango_attr_list_insert(list.get(), pango_attr_fallback_new(FALSE));
    for (std::size_t at = text.find('\xC2'); at != std::string::npos;
         at = text.find('\xC2', at + 1)) {
        const auto sign = std::string_view{text}.substr(at, 2);
        if (sign == "\u00B2" || sign == "\u00B3") {
            add(*list, pango_attr_scale_new(larger), at, at + 2);
            add(*list, pango_attr_rise_new(static_cast<int>(-lower * measured_size * PANGO_SCALE)),
                at, at + 2);
        }
    }
    return list;
}

/// "U+1F680" for every character of the line that the font has no glyph for.
std::set<std::string> missing_in(const PangoLayoutLine& line) {
    std::set<std::string> missing;
    for (const auto* link = line.runs; link != nullptr; link = link->next) {
        const auto& glyphs = *static_cast<const PangoGlyphItem*>(link->data)->glyphs;
        for (int i = 0; i < glyphs.num_glyphs; ++i) {
            const auto glyph = glyphs.glyphs[i].glyph;
            if ((glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0) {
                missing.insert(fmt::format("U+{:04X}", glyph & ~PANGO_GLYPH_UNKNOWN_FLAG));
            }
        }
    }
    return missing;
}

} // namespace

struct Typesetter::State {
    Handle<PangoFontMap> fonts{pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)};
    Handle<PangoContext> context;
    Handle<PangoLayout> layout;
    Handle<PangoFontDescription> regular = font(false);
    Handle<PangoFontDescription> bold = font(true);
    std::map<std::pair<std::string, bool>, double> widths;

    /// Always of measured_size: Pango looks anew for a font for each size, on a thread of its own.
    [[nodiscard]] PangoLayoutLine* line(const std::string& given, bool is_bold) const {
        const auto text = visible(given);
        auto* const description = is_bold ? bold.get() : regular.get();
        pango_layout_set_font_description(layout.get(), description);
        pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
        pango_layout_set_attributes(layout.get(), attributes_of(text).get());
        return pango_layout_get_line_readonly(layout.get(), 0);
    }
};

std::unique_lock<std::mutex> alone_with_glyphs() {
    static std::mutex guard; // of a cache of the whole process
    constexpr int mended = CAIRO_VERSION_ENCODE(1, 18, 0);
    return cairo_version() < mended ? std::unique_lock{guard} : std::unique_lock<std::mutex>{};
}

Typesetter::Typesetter() : m_state{std::make_unique<State>()} {
    auto& s = *m_state;
    s.context.reset(pango_font_map_create_context(s.fonts.get()));
    const Handle<cairo_font_options_t> options{cairo_font_options_create()};
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(s.context.get(), options.get());
    pango_cairo_context_set_resolution(s.context.get(), 72);
    pango_context_set_round_glyph_positions(s.context.get(), FALSE);
    pango_context_set_language(s.context.get(), pango_language_from_string("ko"));
    const auto alone = alone_with_glyphs();
    require_font(s.fonts.get(), s.context.get());
    s.layout.reset(pango_layout_new(s.context.get()));
    pango_layout_set_single_paragraph_mode(s.layout.get(), TRUE);
}

Typesetter::~Typesetter() {
    const auto alone = alone_with_glyphs(); // fonts go, and their glyphs
    m_state.reset();
}

double Typesetter::width(const std::string& text, bool bold) const {
    auto& widths = m_state->widths;
    const auto key = std::pair{text, bold};
    if (const auto known = widths.find(key); known != widths.end()) {
        return known->second;
    }
    const auto alone = alone_with_glyphs();
    auto* const line = m_state->line(text, bold);
    if (pango_layout_get_unknown_glyphs_count(m_state->layout.get()) > 0) {
        const auto codes = fmt::format("{}", fmt::join(missing_in(*line), ", "));
        throw Error{ErrorKind::output,
                    Text{fmt::format("'{}': {}에 {}의 글리프가 없습니다; 달리 적으십시오", text,
                                     family, codes),
                         fmt::format("'{}': {} has no glyph for {}; write it otherwise", text,
                                     family, codes)}};
    }
    PangoRectangle logical{};
    pango_layout_line_get_extents(line, nullptr, &logical);
    const double result = logical.width / (measured_size * PANGO_SCALE);
    widths.emplace(key, result);
    return result;
}

std::vector<std::string> Typesetter::wrap(const std::string& given, double size, double max_width,
                                          bool bold) const {
    const auto text = visible(given); // pieces of a character that is shown may be parted
    std::vector<std::string> lines;
    std::string line;
    double filled = 0;
    const double space = width(" ", bold) * size;
    const auto put = [&](const std::string& piece, double extent, double gap) {
        if (!line.empty() && filled + gap + extent > max_width) {
            lines.push_back(std::exchange(line, {}));
            filled = 0;
        }
        line += line.empty() || gap == 0 ? piece : " " + piece;
        filled += extent + (filled > 0 ? gap : 0);
    };
    std::size_t start = 0;
    while (start < text.size()) {
        const auto end = std::min(text.find(' ', start), text.size());
        const auto word = text.substr(start, end - start);
        start = end + 1;
        const double extent = width(word, bold) * size;
        if (extent <= max_width) {
            put(word, extent, space);
            continue;
        }
        for (std::size_t at = 0; at < word.size();) {
            const auto piece = word.substr(at, character(word, at));
            put(piece, width(piece, bold) * size, at == 0 ? space : 0);
            at += piece.size();
        }
    }
    if (!line.empty()) {
        lines.push_back(line);
    }
    return lines;
}

void aim_at(cairo_t* target, const Typesetter& type) {
    pango_cairo_update_context(target, type.state().context.get());
    pango_layout_context_changed(type.state().layout.get());
}

void show(cairo_t* target, const Typesetter& type, const TextItem& text) {
    const auto alone = alone_with_glyphs();
    auto* const line = type.state().line(text.text, text.bold);
    const double scale = text.size / measured_size;
    cairo_save(target);
    cairo_translate(target, text.at.x, text.at.y);
    cairo_rotate(target, text.angle);
    cairo_scale(target, scale, scale);
    cairo_move_to(target, 0, 0);
    if (!text.halo.empty()) {
        pango_cairo_layout_line_path(target, line);
        const auto rim = colour(text.halo);
        cairo_set_source_rgb(target, rim.red, rim.green, rim.blue);
        cairo_set_line_width(target, measured_size * 0.22);
        cairo_set_line_join(target, CAIRO_LINE_JOIN_ROUND);
        cairo_stroke(target);
        cairo_move_to(target, 0, 0);
    }
    const auto c = colour(text.colour);
    cairo_set_source_rgba(target, c.red, c.green, c.blue, text.opacity);
    pango_cairo_show_layout_line(target, line);
    cairo_restore(target);
}

} // namespace sandan::render
