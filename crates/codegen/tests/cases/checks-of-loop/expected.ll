; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

module asm ".section .bss.dissolve.m_memory_0,\22aw\22,%nobits"
module asm ".balign 16"
module asm ".globl __dissolve_m_memory_0"
module asm ".type __dissolve_m_memory_0,%object"
module asm ".size __dissolve_m_memory_0,65536"
module asm "__dissolve_m_memory_0:"
module asm ".space 65536"

@__dissolve_m_memory_0 = external global [0 x i8], align 16

; Function Attrs: nounwind
define internal i32 @"func[0]"(i32 %0, i32 %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  %4 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  store i32 0, ptr %4, align 4
  %5 = load i32, ptr %2, align 4, !dbg !7
  %6 = load i32, ptr %3, align 4, !dbg !7
  %7 = add i32 %6, -1, !dbg !7
  %8 = icmp ugt i32 %5, 65524, !dbg !7
  %9 = sub i32 65524, %5, !dbg !7
  %10 = lshr i32 %9, 4, !dbg !7
  %11 = icmp ugt i32 %7, %10, !dbg !7
  %12 = or i1 %8, %11, !dbg !7
  br i1 %12, label %trap, label %36, !dbg !7

return:                                           ; preds = %end
  %13 = phi i32 [ %18, %end ]
  ret i32 %13, !dbg !8

loop:                                             ; preds = %19, %before
  %14 = load i32, ptr %4, align 4, !dbg !9
  %15 = load i32, ptr %2, align 4, !dbg !10
  %16 = sub i32 %15, 0, !dbg !7
  %17 = icmp ugt i32 %16, 65524, !dbg !7
  br i1 false, label %trap, label %19, !dbg !7

end:                                              ; preds = %35
  %18 = load i32, ptr %4, align 4, !dbg !11
  br label %return, !dbg !8

before:                                           ; preds = %36
  br label %loop, !dbg !12

trap:                                             ; preds = %start, %loop
  call void asm sideeffect "udf #1 /* 0x30 */", ""() #2, !dbg !7
  unreachable, !dbg !7

19:                                               ; preds = %loop
  %20 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %15, !dbg !7
  %21 = getelementptr i8, ptr %20, i32 0, !dbg !7
  %22 = load i32, ptr %21, align 1, !dbg !7
  %23 = add i32 %14, %22, !dbg !13
  store i32 %23, ptr %4, align 4, !dbg !14
  %24 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %15, !dbg !15
  %25 = getelementptr i8, ptr %24, i32 8, !dbg !15
  %26 = load i32, ptr %25, align 1, !dbg !15
  %27 = add i32 %23, %26, !dbg !16
  store i32 %27, ptr %4, align 4, !dbg !17
  %28 = add i32 %15, 4, !dbg !18
  %29 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %15, !dbg !19
  %30 = getelementptr i8, ptr %29, i32 4, !dbg !19
  store i32 %27, ptr %30, align 1, !dbg !19
  %31 = add i32 %15, 16, !dbg !20
  store i32 %31, ptr %2, align 4, !dbg !21
  %32 = load i32, ptr %3, align 4, !dbg !22
  %33 = sub i32 %32, 1, !dbg !23
  store i32 %33, ptr %3, align 4, !dbg !24
  %34 = icmp ne i32 %33, 0, !dbg !25
  br i1 %34, label %loop, label %35, !dbg !25

35:                                               ; preds = %19
  br label %end, !dbg !26

36:                                               ; preds = %start
  br label %before, !dbg !7
}

; Function Attrs: nounwind
define i32 @m_sum(i32 %0, i32 %1) #0 section ".text.m_sum" !dbg !27 {
  %3 = call i32 @"func[0]"(i32 %0, i32 %1), !dbg !28
  ret i32 %3, !dbg !28
}

; Function Attrs: nounwind
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !29 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 65536, i1 false), !dbg !30
  ret void, !dbg !30
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i32(ptr writeonly captures(none), i8, i32, i1 immarg) #1

attributes #0 = { nounwind "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #2 = { cold noreturn nounwind memory(none) }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "sum", linkageName: "sum", scope: null, file: !3, line: 39, type: !5, scopeLine: 39, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 48, scope: !4)
!8 = !DILocation(line: 93, scope: !4)
!9 = !DILocation(line: 44, scope: !4)
!10 = !DILocation(line: 46, scope: !4)
!11 = !DILocation(line: 91, scope: !4)
!12 = !DILocation(line: 42, scope: !4)
!13 = !DILocation(line: 51, scope: !4)
!14 = !DILocation(line: 52, scope: !4)
!15 = !DILocation(line: 58, scope: !4)
!16 = !DILocation(line: 61, scope: !4)
!17 = !DILocation(line: 62, scope: !4)
!18 = !DILocation(line: 68, scope: !4)
!19 = !DILocation(line: 71, scope: !4)
!20 = !DILocation(line: 78, scope: !4)
!21 = !DILocation(line: 79, scope: !4)
!22 = !DILocation(line: 81, scope: !4)
!23 = !DILocation(line: 85, scope: !4)
!24 = !DILocation(line: 86, scope: !4)
!25 = !DILocation(line: 88, scope: !4)
!26 = !DILocation(line: 90, scope: !4)
!27 = distinct !DISubprogram(name: "m_sum", linkageName: "m_sum", scope: null, file: !3, line: 39, type: !5, scopeLine: 39, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!28 = !DILocation(line: 39, scope: !27)
!29 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!30 = !DILocation(line: 0, scope: !29)
