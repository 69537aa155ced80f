add_test(NAME lint.arrows
  COMMAND sh "${CMAKE_CURRENT_LIST_DIR}/arrows.sh" "${PROJECT_SOURCE_DIR}")
add_test(NAME lint.arrows_are_seen
  COMMAND sh "${CMAKE_CURRENT_LIST_DIR}/arrows_test.sh" "${CMAKE_CURRENT_BINARY_DIR}/arrows")
set_tests_properties(lint.arrows lint.arrows_are_seen PROPERTIES LABELS lint)
