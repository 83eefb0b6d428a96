; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

module asm ".section .bss.dissolve.m_memory_0,\22aw\22,%nobits"
module asm ".balign 16"
module asm ".globl __dissolve_m_memory_0"
module asm ".type __dissolve_m_memory_0,%object"
module asm ".size __dissolve_m_memory_0,48"
module asm "__dissolve_m_memory_0:"
module asm ".space 48"

@__dissolve_m_memory_0 = external global [0 x i8], align 16
@global.0 = internal global i32 ptrtoint (ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 32) to i32)
@__dissolve_m_global_1 = constant i32 ptrtoint (ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 48) to i32)
@__dissolve_m_global_2 = constant i32 ptrtoint (ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 40) to i32)
@data.0 = internal constant <{ [4 x i8], i32, [0 x i8] }> <{ [4 x i8] c"\01\00\00\00", i32 ptrtoint (ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 32) to i32), [0 x i8] zeroinitializer }>, align 1

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = sub i32 %0, 0, !dbg !7
  %3 = icmp ugt i32 %2, 8, !dbg !7
  br i1 %3, label %trap, label %5, !dbg !7

return:                                           ; preds = %18
  %4 = phi i32 [ %8, %18 ]
  ret i32 %4, !dbg !8

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x5a */", "~{memory}"() #3, !dbg !7
  unreachable, !dbg !7

5:                                                ; preds = %start
  %6 = getelementptr i8, ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 -65504), i32 %0, !dbg !7
  %7 = getelementptr i8, ptr %6, i32 65540, !dbg !7
  %8 = load i32, ptr %7, align 1, !dbg !7
  %9 = sub i32 %0, ptrtoint (ptr @__dissolve_m_memory_0 to i32), !dbg !9
  %10 = sub i32 %9, -4, !dbg !9
  %11 = icmp ugt i32 %10, 44, !dbg !9
  br i1 %11, label %trap1, label %12, !dbg !9

trap1:                                            ; preds = %5
  call void asm sideeffect "udf #1 /* 0x65 */", "~{memory}"() #3, !dbg !9
  unreachable, !dbg !9

12:                                               ; preds = %5
  %13 = sub i32 %0, ptrtoint (ptr @__dissolve_m_memory_0 to i32), !dbg !9
  %14 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %13, !dbg !9
  %15 = getelementptr i8, ptr %14, i32 4, !dbg !9
  %16 = load i32, ptr %15, align 1, !dbg !9
  %17 = icmp ugt i32 sub (i32 ptrtoint (ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 32) to i32), i32 ptrtoint (ptr @__dissolve_m_memory_0 to i32)), 44, !dbg !10
  br i1 %17, label %trap2, label %18, !dbg !10

trap2:                                            ; preds = %12
  call void asm sideeffect "udf #1 /* 0x68 */", "~{memory}"() #3, !dbg !10
  unreachable, !dbg !10

18:                                               ; preds = %12
  store i32 %16, ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 sub (i32 ptrtoint (ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 32) to i32), i32 ptrtoint (ptr @__dissolve_m_memory_0 to i32))), align 1, !dbg !10
  br label %return, !dbg !8
}

; Function Attrs: nounwind optsize
define i32 @m_f(i32 %0) #0 section ".text.m_f" !dbg !11 {
  %2 = call i32 @"func[0]"(i32 %0), !dbg !12
  ret i32 %2, !dbg !12
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !13 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 48, i1 false), !dbg !14
  store i32 ptrtoint (ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 32) to i32), ptr @global.0, align 4, !dbg !14
  call void @llvm.memcpy.p0.p0.i32(ptr align 1 getelementptr (i8, ptr @__dissolve_m_memory_0, i32 32), ptr align 1 @data.0, i32 8, i1 false), !dbg !14
  ret void, !dbg !14
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i32(ptr writeonly captures(none), i8, i32, i1 immarg) #1

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memcpy.p0.p0.i32(ptr noalias writeonly captures(none), ptr noalias readonly captures(none), i32, i1 immarg) #2

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #2 = { nocallback nofree nounwind willreturn memory(argmem: readwrite) }
attributes #3 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 87, type: !5, scopeLine: 87, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 90, scope: !4)
!8 = !DILocation(line: 107, scope: !4)
!9 = !DILocation(line: 101, scope: !4)
!10 = !DILocation(line: 104, scope: !4)
!11 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 87, type: !5, scopeLine: 87, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 87, scope: !11)
!13 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!14 = !DILocation(line: 0, scope: !13)
