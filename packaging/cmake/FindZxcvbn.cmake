# zxcvbn-c as Zxcvbn::Zxcvbn: the system's, as Debian has it; elsewhere its source of release 2.6 is fetched and built,
# because neither Homebrew nor vcpkg carries it.
find_path(Zxcvbn_INCLUDE_DIR NAMES zxcvbn.h PATH_SUFFIXES zxcvbn)
find_library(Zxcvbn_LIBRARY NAMES zxcvbn)
if(NOT TARGET Zxcvbn::Zxcvbn AND Zxcvbn_INCLUDE_DIR AND Zxcvbn_LIBRARY)
  add_library(Zxcvbn::Zxcvbn UNKNOWN IMPORTED)
  target_include_directories(Zxcvbn::Zxcvbn SYSTEM INTERFACE "${Zxcvbn_INCLUDE_DIR}")
  set_target_properties(Zxcvbn::Zxcvbn PROPERTIES IMPORTED_LOCATION "${Zxcvbn_LIBRARY}")
elseif(NOT TARGET Zxcvbn::Zxcvbn)
  include(FetchContent)
  FetchContent_Declare(zxcvbn
    GIT_REPOSITORY https://github.com/tsyrogit/zxcvbn-c.git
    GIT_TAG 53c411e33b8660c64fa6554d8e9329f02cb7d21e)
  if(WIN32)
    set(LIBM "" CACHE STRING "Windows has no library of mathematics of its own; zxcvbn looks for one")
  endif()
  FetchContent_MakeAvailable(zxcvbn)
  add_library(Zxcvbn::Zxcvbn ALIAS zxcvbn-static)
endif()
include(FindPackageHandleStandardArgs)
if(TARGET Zxcvbn::Zxcvbn)
  set(Zxcvbn_FOUND_TARGET Zxcvbn::Zxcvbn)
endif()
find_package_handle_standard_args(Zxcvbn REQUIRED_VARS Zxcvbn_FOUND_TARGET)
