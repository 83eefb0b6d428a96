; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

module asm ".section .bss.dissolve.m_memory_0,\22aw\22,%nobits"
module asm ".balign 16"
module asm ".globl __dissolve_m_memory_0"
module asm ".type __dissolve_m_memory_0,%object"
module asm ".size __dissolve_m_memory_0,66560"
module asm "__dissolve_m_memory_0:"
module asm ".space 66560"

@__dissolve_m_memory_0 = external global [0 x i8], align 16
@arena.state.0 = internal global [35 x i32] zeroinitializer, align 8
@__dissolve_m_arena_0 = constant { ptr, ptr, ptr, i32 } { ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 65536), ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 66560), ptr @arena.state.0, i32 140 }, align 4

declare ptr @__cabi_arena_realloc_in(ptr, ptr, i32, i32, i32)

; Function Attrs: noinline nounwind optsize
define internal i32 @arena.0(i32 %0, i32 %1, i32 %2, i32 %3) #0 section ".text.arena.0" {
  %5 = icmp ne i32 %1, 0
  br i1 %5, label %given, label %call

given:                                            ; preds = %4
  %6 = sub i32 %0, 65536
  %7 = icmp uge i32 %6, 1024
  br i1 %7, label %trap, label %13

call:                                             ; preds = %13, %4
  %8 = sub i32 %0, 0
  %9 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %8
  %10 = call ptr @__cabi_arena_realloc_in(ptr @__dissolve_m_arena_0, ptr %9, i32 %1, i32 %2, i32 %3)
  %11 = ptrtoint ptr %10 to i32
  %12 = icmp eq i32 %3, 0
  br i1 %12, label %freed, label %block

trap:                                             ; preds = %given
  call void asm sideeffect "udf #12 /* 0x0 */", "~{memory}"() #3
  unreachable

13:                                               ; preds = %given
  br label %call

freed:                                            ; preds = %call
  ret i32 %11

block:                                            ; preds = %call
  %14 = sub i32 %11, ptrtoint (ptr @__dissolve_m_memory_0 to i32)
  %15 = sub i32 %14, 65536
  %16 = icmp ugt i32 %3, 1024
  br i1 %16, label %trap1, label %17

trap1:                                            ; preds = %17, %block
  call void asm sideeffect "udf #13 /* 0x0 */", "~{memory}"() #3
  unreachable

17:                                               ; preds = %block
  %18 = sub i32 1024, %3
  %19 = icmp ugt i32 %15, %18
  br i1 %19, label %trap1, label %20

20:                                               ; preds = %17
  %21 = add i32 %14, 0
  %22 = sub i32 %2, 1
  %23 = and i32 %21, %22
  %24 = icmp ne i32 %23, 0
  br i1 %24, label %trap2, label %25

trap2:                                            ; preds = %20
  call void asm sideeffect "udf #10 /* 0x0 */", "~{memory}"() #3
  unreachable

25:                                               ; preds = %20
  ret i32 %21
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"() #1 section ".text.func[1]" !dbg !4 {
entry:
  br label %start

start:                                            ; preds = %entry
  %0 = call i32 @arena.0(i32 0, i32 0, i32 4, i32 16), !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %1 = phi i32 [ %0, %start ]
  ret i32 %1, !dbg !8
}

; Function Attrs: nounwind optsize
define i32 @m_f() #1 section ".text.m_f" !dbg !9 {
  %1 = call i32 @"func[1]"(), !dbg !10
  ret i32 %1, !dbg !10
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #1 section ".text.__dissolve_m_instantiate" !dbg !11 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 65536, i1 false), !dbg !12
  call void @llvm.memset.p0.i32(ptr align 8 @arena.state.0, i8 0, i32 140, i1 false), !dbg !12
  ret void, !dbg !12
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i32(ptr writeonly captures(none), i8, i32, i1 immarg) #2

attributes #0 = { noinline nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #2 = { nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #3 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 73, type: !5, scopeLine: 73, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 82, scope: !4)
!8 = !DILocation(line: 84, scope: !4)
!9 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 73, type: !5, scopeLine: 73, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 73, scope: !9)
!11 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 0, scope: !11)
