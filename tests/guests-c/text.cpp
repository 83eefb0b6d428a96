// Strings, with bindings of `wit-bindgen cpp`: the answers of text.c, by what guest/c/include has of the C++ library.

#include "text_cpp.h"

#include <string>
#include <vector>

namespace {

std::vector<std::string_view> views(const wit::vector<wit::string> &words) {
    std::vector<std::string_view> views;
    for (const wit::string &word : words.get_const_view()) views.push_back(word.get_view());
    return views;
}

bool starts(char unit) { return (static_cast<unsigned char>(unit) & 0xC0) != 0x80; }

}  // namespace

wit::string exports::text::Join(wit::vector<wit::string> words, wit::string between) {
    std::string joined;
    bool first = true;
    for (std::string_view word : views(words)) {
        if (!first) joined += between.get_view();
        joined += word;
        first = false;
    }
    return wit::string::from_view(joined);
}

std::optional<wit::string> exports::text::First(wit::vector<wit::string> words) {
    if (words.empty()) return std::nullopt;
    return wit::string::from_view(words[0].get_view());
}

std::expected<uint32_t, wit::string> exports::text::Characters(wit::string text, std::optional<uint32_t> most) {
    std::string_view units = text.get_view();
    uint32_t found = 0;
    for (size_t at = 0; at < units.size(); at++) {
        if (!starts(units[at])) continue;
        if (most == found) return std::unexpected(wit::string::from_view(units.substr(0, at)));
        found++;
    }
    return found;
}

uint32_t exports::text::Units(wit::string text) { return text.size(); }
