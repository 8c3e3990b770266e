// Counts events by type with simdjson, on one thread: `simdjson MODE FILE`.
//
// - `type` looks on demand at the type alone. Other values are skipped: neither
//   numbers nor escapes in them are looked at.
// - `values` reads every value on demand.
// - `dom` parses every line into a document.
//
// The file is read in pieces of whole lines into one buffer that stays in the
// processor's cache: three times as fast as loading or mapping it at once.
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <memory>
#include <simdjson.h>
#include <string>
#include <unistd.h>

namespace {

using namespace simdjson;

constexpr size_t PIECE_BYTES = 1 << 20;

std::map<std::string, long, std::less<>> types;

void count(std::string_view type) {
  auto found = types.find(type);
  if (found == types.end()) types.emplace(type, 1);
  else found->second++;
}

error_code read_value(ondemand::value value);

error_code read_fields(ondemand::object object, std::string_view *type) {
  for (auto field : object) {
    std::string_view key;
    if (auto error = field.unescaped_key().get(key)) return error;
    ondemand::value value;
    if (auto error = field.value().get(value)) return error;
    bool is_type = type != nullptr && key == "type";
    auto error = is_type ? value.get_string().get(*type) : read_value(value);
    if (error) return error;
  }
  return SUCCESS;
}

error_code read_value(ondemand::value value) {
  ondemand::json_type kind;
  if (auto error = value.type().get(kind)) return error;
  switch (kind) {
  case ondemand::json_type::object: {
    ondemand::object object;
    if (auto error = value.get_object().get(object)) return error;
    return read_fields(object, nullptr);
  }
  case ondemand::json_type::array: {
    ondemand::array array;
    if (auto error = value.get_array().get(array)) return error;
    for (auto item : array) {
      ondemand::value inner;
      if (auto error = item.get(inner)) return error;
      if (auto error = read_value(inner)) return error;
    }
    return SUCCESS;
  }
  case ondemand::json_type::string:
    return value.get_string().error();
  case ondemand::json_type::number:
    return value.get_double().error();
  case ondemand::json_type::boolean:
    return value.get_bool().error();
  case ondemand::json_type::null:
    return value.is_null().error();
  }
  return UNEXPECTED_ERROR;
}

error_code on_demand(const char *lines, size_t length, bool every_value) {
  static ondemand::parser parser;
  ondemand::document_stream stream;
  if (auto error = parser.iterate_many(lines, length, PIECE_BYTES).get(stream)) return error;
  for (auto line : stream) {
    std::string_view type;
    if (every_value) {
      ondemand::object event;
      if (auto error = line.get_object().get(event)) return error;
      if (auto error = read_fields(event, &type)) return error;
    } else if (auto error = line["type"].get_string().get(type)) return error;
    count(type);
  }
  return SUCCESS;
}

error_code as_documents(const char *lines, size_t length) {
  static dom::parser parser;
  dom::document_stream stream;
  if (auto error = parser.parse_many(lines, length, PIECE_BYTES).get(stream)) return error;
  for (auto line : stream) {
    std::string_view type;
    if (auto error = line["type"].get_string().get(type)) return error;
    count(type);
  }
  return SUCCESS;
}

error_code read_lines(const char *lines, size_t length, std::string_view mode) {
  if (mode == "dom") return as_documents(lines, length);
  return on_demand(lines, length, mode == "values");
}

} // namespace

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  int file = open(argv[2], O_RDONLY);
  auto piece = std::make_unique<char[]>(PIECE_BYTES + SIMDJSON_PADDING);
  size_t kept = 0;
  for (;;) {
    ssize_t taken = read(file, piece.get() + kept, PIECE_BYTES - kept);
    if (taken < 0) return 1;
    size_t length = kept + taken;
    if (length == 0) break;
    auto end = static_cast<char *>(memrchr(piece.get(), '\n', length));
    if (end == nullptr) return 1;
    size_t whole = end + 1 - piece.get();
    if (read_lines(piece.get(), whole, argv[1])) return 1;
    kept = length - whole;
    memmove(piece.get(), end + 1, kept);
  }
  const char *comma = "";
  std::printf("{");
  for (auto &[type, events] : types) {
    std::printf("%s\"%s\":%ld", comma, type.c_str(), events);
    comma = ",";
  }
  std::printf("}\n");
}
