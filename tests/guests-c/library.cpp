// What guest/c/include has of the C++ library, used as a program uses it: each check has the answer of any C++ library.

#include "library_cpp.h"

#include <array>
#include <bit>
#include <cassert>
#include <cstring>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace {

int alive = 0;

// Counts itself, and is moved only.
struct Token {
    int value;
    explicit Token(int of) : value(of) { alive++; }
    Token(Token &&other) : value(std::exchange(other.value, -1)) { alive++; }
    Token &operator=(Token &&other) {
        value = std::exchange(other.value, -1);
        return *this;
    }
    ~Token() { alive--; }
};

// As a token, with copies.
struct Copied {
    int value;
    Copied(int of) : value(of) { alive++; }
    Copied(const Copied &other) : value(other.value) { alive++; }
    Copied &operator=(const Copied &other) = default;
    ~Copied() { alive--; }
    bool operator==(const Copied &other) const { return value == other.value; }
};

#define CHECK(...) \
    if (!(__VA_ARGS__)) return __LINE__

unsigned strings() {
    std::string text("abc");
    CHECK(text.size() == 3 && text == "abc" && text.c_str()[3] == '\0');
    text += "def";
    text += 'g';
    text += text;  // a part of itself
    CHECK(text == "abcdefgabcdefg");
    for (int round = 0; round < 100; round++) text.push_back(static_cast<char>('a' + round % 26));
    CHECK(text.size() == 114 && text[113] == 'v');
    std::string copy = text, moved = std::move(text);
    CHECK(copy == moved && text.empty());
    text = "again";
    CHECK(text + "!" == "again!" && text.substr(2) == "ain" && text.substr(1, 2) == "ga");
    text.resize(7, 'x');
    CHECK(text == "againxx");
    text.resize(2);
    CHECK(text == "ag" && std::strlen(text.c_str()) == 2);
    text.clear();
    CHECK(text.empty() && text == "" && std::string(3, 'z') == "zzz" && std::string().c_str()[0] == '\0');

    constexpr std::string_view view = "hello, world";
    static_assert(view.starts_with("hello") && view.find('o') == 4 && view.find('o', 5) == 8);
    CHECK(view.ends_with("world") && !view.ends_with("hello, world!") && view.find('x') == std::string_view::npos);
    CHECK(view.substr(7, 100) == "world" && view.substr(12).empty());
    std::string_view rest = view;
    rest.remove_prefix(7);
    rest.remove_suffix(3);
    CHECK(rest == "wo" && rest.front() == 'w' && rest.back() == 'o');
    return 0;
}

unsigned sequences() {
    std::vector<Copied> values{1, 2, 3};
    values.push_back(values[0]);  // a part of itself, while it moves
    values.emplace_back(5);
    CHECK(values.size() == 5 && values[3].value == 1 && values.back().value == 5);
    std::vector<Copied> copy = values;
    values.pop_back();
    CHECK(copy.size() == 5 && values.size() == 4 && alive == 9);
    values = std::move(copy);
    CHECK(values.size() == 5 && values.front().value == 1);
    std::vector<Token> tokens;
    for (int value = 0; value < 40; value++) tokens.emplace_back(value);
    CHECK(tokens.size() == 40 && tokens[39].value == 39 && alive == 45);
    std::vector<int> zeros(4);
    zeros.resize(6);
    CHECK(zeros[0] == 0 && zeros[5] == 0 && std::vector<int>(3, 7)[2] == 7);

    std::array<int, 3> array{4, 5, 6};
    std::span<int> span(array);
    span[1] = 50;
    std::span<const int> view = span;
    CHECK(array[1] == 50 && view.size() == 3 && view.size_bytes() == 12 && view.subspan(1).front() == 50);
    CHECK(view.first(2).back() == 50 && view.last(1)[0] == 6 && view.subspan(1, 1).size() == 1);
    int sum = 0;
    for (int value : std::span<const int>(zeros)) sum += value;
    for (int value : view) sum += value;
    auto [a, b, c] = array;
    CHECK(sum == 60 && a + b + c == 60 && std::get<2>(array) == 6 && std::span<int>().empty());
    return 0;
}

unsigned choices() {
    std::optional<Token> none, some(Token(1));
    CHECK(!none && some && some->value == 1 && some.value().value == 1);
    none = std::move(some);
    CHECK(none.has_value() && (*none).value == 1 && some.has_value() && some->value == -1);
    none = std::nullopt;
    CHECK(!none.has_value() && none == std::nullopt && alive == 1);
    some.emplace(9);
    CHECK(some->value == 9 && std::move(some).value().value == 9);
    std::optional<std::optional<int>> deep = std::optional<int>();
    CHECK(deep.has_value() && !deep.value().has_value() && std::optional<std::optional<int>>() == std::nullopt);
    std::optional<std::string> from = std::optional<const char *>("text");
    CHECK(from == "text" && std::optional<int>(3) == 3 && std::optional<int>().value_or(4) == 4);
    CHECK(std::optional<Copied>(std::in_place, 8) == std::make_optional(Copied(8)));

    std::expected<Token, std::string> good(Token(2)), bad = std::unexpected(std::string("why"));
    CHECK(good.has_value() && good->value == 2 && !bad && bad.error() == "why");
    good = std::move(bad);
    CHECK(!good && good.error() == "why");
    std::expected<void, int> done, failed = std::unexpected(3);
    CHECK(done && !failed && failed.error() == 3);
    done.value();
    std::expected<int, int> same(std::unexpect, 4);
    CHECK(!same && same.error() == 4 && std::expected<int, int>(4).value() == 4);

    std::variant<std::monostate, Token, Copied, float> variant;
    CHECK(variant.index() == 0 && std::holds_alternative<std::monostate>(variant));
    variant = Copied(7);
    CHECK(variant.index() == 2 && std::get<Copied>(variant).value == 7 && std::get_if<Token>(&variant) == nullptr);
    auto moved = std::move(variant);
    moved.emplace<1>(5);
    CHECK(std::get<1>(moved).value == 5 && std::get_if<1>(&moved)->value == 5);
    moved = 1.5f;
    CHECK(moved.index() == 3 && std::get<float>(moved) == 1.5f);
    std::variant<int, Copied> copied = Copied(3), copy = copied;
    copied = copy;
    CHECK(std::get<Copied>(copied).value == 3 && std::variant<int, long long>(2).index() == 0);
    return 0;
}

unsigned tuples() {
    std::tuple<int, Token, std::string> tuple(1, Token(2), "three");
    auto moved = std::move(tuple);
    auto &[one, two, three] = moved;
    CHECK(one == 1 && two.value == 2 && three == "three" && std::get<1>(tuple).value == -1);
    Token taken = std::get<1>(std::move(moved));
    CHECK(taken.value == 2 && std::tuple_size_v<decltype(moved)> == 3 && std::get<0>(std::make_tuple(4, 5)) == 4);
    auto pair = std::make_pair(1, std::string("b"));
    auto [first, second] = pair;
    CHECK(first == 1 && second == "b" && std::get<1>(pair) == "b" && pair == std::pair<int, std::string>(1, "b"));

    int number = 3;
    std::reference_wrapper<const int> reference = std::ref(number);
    number = 4;
    CHECK(reference.get() == 4 && reference + 1 == 5 && std::bit_cast<uint32_t>(1.0f) == 0x3F800000u);
    std::swap(number, first);
    CHECK(number == 1 && first == 4);

    auto owner = std::make_unique<Token>(6);
    std::unique_ptr<Token> other = std::move(owner);
    CHECK(!owner && other->value == 6);
    other.reset(new Token(8));
    CHECK((*other).value == 8);
    struct Count {
        int *count;
        void operator()(Token *token) const {
            ++*count;
            delete token;
        }
    };
    int deleted = 0;
    { std::unique_ptr<Token, Count> counted(other.release(), Count{&deleted}); }
    CHECK(deleted == 1);
    assert(deleted == 1);
    return 0;
}

}  // namespace

uint32_t exports::library::Wrong() {
    unsigned (*checks[])() = {strings, sequences, choices, tuples};
    for (auto check : checks) {
        if (unsigned line = check()) return line;
    }
    return 0;
}

int32_t exports::library::Alive() { return alive; }
