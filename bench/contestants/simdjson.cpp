// Counts events by type with simdjson's on-demand parser, several lines at a time.
#include <cstdio>
#include <map>
#include <simdjson.h>
#include <string>

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  simdjson::padded_string file;
  if (simdjson::padded_string::load(argv[1]).get(file)) return 1;
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document_stream lines;
  if (parser.iterate_many(file, 1 << 20).get(lines)) return 1;
  std::map<std::string, long, std::less<>> types;
  for (auto line : lines) {
    simdjson::ondemand::object event;
    if (line.get_object().get(event)) return 1;
    std::string_view type;
    // Other values are skipped, which on-demand parsing does without looking at them closely.
    for (auto field : event) {
      std::string_view key;
      if (field.unescaped_key().get(key)) return 1;
      if (key == "type" && field.value().get_string().get(type)) return 1;
    }
    auto found = types.find(type);
    if (found == types.end()) types.emplace(type, 1);
    else found->second++;
  }
  const char *comma = "";
  std::printf("{");
  for (auto &[type, count] : types) {
    std::printf("%s\"%s\":%ld", comma, type.c_str(), count);
    comma = ",";
  }
  std::printf("}\n");
}
