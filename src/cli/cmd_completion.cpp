#include "cli/commands.hpp"
#include "cli/completion.hpp"

#include <memory>

namespace sandan::cli {

void declare_completion(CLI::App& app, Common& common, Exit& exit) {
    auto shell = std::make_shared<std::string>();
    app.add_option("shell", *shell, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}))
        ->type_name("SHELL");
    app.callback([shell, &app, &common, &exit] {
        const auto words = words_of(*app.get_parent(), common.language);
        deliver(common, *shell == "bash"  ? bash_completion(words)
                        : *shell == "zsh" ? zsh_completion(words)
                                          : fish_completion(words));
        exit = Exit::clean;
    });
}

} // namespace sandan::cli
