# project_options carries what every target of ours is compiled with; lw_library() and lw_program() apply it.
add_library(project_options INTERFACE)
target_compile_features(project_options INTERFACE cxx_std_20)
target_compile_definitions(project_options INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_CAST_FROM_BYTEARRAY
  QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
  LINEWARDEN_VERSION="${PROJECT_VERSION}")
if(MSVC)
  target_compile_options(project_options INTERFACE /W4 /utf-8 /permissive-)
else()
  target_compile_options(project_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wextra-semi
    -Wno-missing-field-initializers) # designated initialisers name what differs from the default
endif()

option(LINEWARDEN_SANITIZE "Address and undefined behaviour sanitizers" OFF)
if(LINEWARDEN_SANITIZE)
  # -fno-sanitize=null: a false report inside a Qt header where private signals are connected.
  set(flags -fsanitize=address,undefined -fno-sanitize=null -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  target_compile_options(project_options INTERFACE ${flags})
  target_link_options(project_options INTERFACE ${flags})
endif()

option(LINEWARDEN_COVERAGE "Count executed lines" OFF)
if(LINEWARDEN_COVERAGE)
  target_compile_options(project_options INTERFACE --coverage)
  target_link_options(project_options INTERFACE --coverage)
endif()

option(LINEWARDEN_SHARED "Our libraries as shared objects (Linux): a test is then linked at once and stays small" OFF)
if(LINEWARDEN_SHARED AND CMAKE_SYSTEM_NAME STREQUAL "Linux")
  set(BUILD_SHARED_LIBS ON)
else()
  set(BUILD_SHARED_LIBS OFF)
endif()

# Headers precompiled for every library that uses Qt.
set(LW_PRECOMPILED <QByteArray> <QDateTime> <QHash> <QJsonObject> <QList> <QObject> <QString>
                   <chrono> <functional> <memory> <optional> <vector>)

# A library of ours: its folder has the same name, users write #include <folder/header.h>.
function(lw_library name)
  add_library(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE project_options)
  target_include_directories(${name} PUBLIC "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/app>")
  target_precompile_headers(${name} PRIVATE ${LW_PRECOMPILED})
endfunction()

# One of the three programs; they all end up in <build>/bin.
function(lw_program name)
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE project_options)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
  install(TARGETS ${name} RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endfunction()
